#include "desk/calls/published_calls.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kCalls = "calls", kFetchedAt = "calls_fetched_at";

// goes_on: `next` has all that `before` has.
bool goes_on(const council::VerifiedCall& before, const council::VerifiedCall* next) {
  const auto count = before.records().size();
  return next != nullptr && next->records().size() >= count && next->records()[count - 1].hash == before.head();
}

Result<void> write_pictures(Vault& vault, const council::CallSet& set, const council::pages::Pictures& pictures) {
  TIP_CHECK(vault.db().execute("DELETE FROM published_pictures"));
  for (const auto& call : set.calls()) {
    for (const auto& person : call.terms().persons) {
      if (!person.picture) continue;
      const auto at = pictures.find(person.picture->file_name());
      if (at == pictures.end()) return fail(Errc::not_found, "a picture of a call");
      TIP_TRY(const auto picture, council::parse_untrusted_picture(at->second, *person.picture));
      TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO published_pictures(name, bytes) VALUES(?, ?)")
                    .bind(std::string_view(at->first)).bind(ByteView(picture.bytes)).run());
    }
  }
  return {};
}

}  // namespace

Result<council::CallSet> published_calls(Vault& vault, const wire::Programme& programme) {
  TIP_TRY(const auto bytes, vault.get(kCalls));
  if (!bytes) return council::CallSet();
  return council::parse_untrusted_call_set(*bytes, programme);
}

Result<council::pages::Pictures> published_pictures(Vault& vault) {
  auto query = vault.db().prepare("SELECT name, bytes FROM published_pictures");
  council::pages::Pictures out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    const auto bytes = query.blob(1);
    out.emplace(query.text(0), Bytes(bytes.begin(), bytes.end()));
  }
}

Result<std::uint64_t> calls_fetched_at(Vault& vault) {
  TIP_TRY(const auto at, vault.get_number(kFetchedAt));
  return at.value_or(0);
}

Result<FetchedCalls> fetch_calls(const ReadRelay& read, council::pages::Pictures known, const wire::Programme& programme) {
  TIP_TRY(const auto bytes, read("/calls/calls.tscs"));
  FetchedCalls out{{}, std::move(known)};
  TIP_TRY(out.set, council::parse_untrusted_call_set(bytes, programme));
  for (const auto& one : out.set.calls()) {
    for (const auto& person : one.terms().persons) {
      if (!person.picture || out.pictures.contains(person.picture->file_name())) continue;
      TIP_TRY(out.pictures[person.picture->file_name()], read("/calls/" + person.picture->file_name()));
    }
  }
  return out;
}

Result<void> store_calls(Vault& vault, const council::CallSet& set, const council::pages::Pictures& pictures,
                         const wire::Programme& programme, std::uint64_t now) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_TRY(const auto known, published_calls(vault, programme));
  for (const auto& call : known.calls())
    if (!goes_on(call, set.find(call.id()))) return fail(Errc::stale, "calls");
  TIP_TRY(const auto bytes, council::encode_call_set(set));
  TIP_CHECK(vault.put(kCalls, bytes));
  TIP_CHECK(write_pictures(vault, set, pictures));
  TIP_CHECK(vault.put_number(kFetchedAt, now));
  return transaction.commit();
}

}  // namespace tipstaff::desk
