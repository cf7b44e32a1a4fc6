#include "desk/calls/call_drafts.h"

#include <algorithm>
#include <boost/json.hpp>

#include "council/limits.h"
#include "desk/calls/form_json.h"
#include "desk/page/json.h"
#include "desk/vault/audited.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kFormBytesMax = 900 * 1024;  // 32 languages at their largest, and room for escapes
constexpr std::size_t kPicturesMax = 4 * council::kPersonsMax;  // exchanged ones go when the draft is saved

Result<CallDraft> draft_of(const platform::Statement& row) {
  CallDraft out;
  out.id = row.integer(0);
  out.edition = row.integer(1);
  out.what = static_cast<council::Proposed>(row.integer(2));
  out.call = row.text(3);
  out.after = Hash32::from(row.blob(4));
  TIP_TRY(const auto object, parse_json_object(as_bytes(row.text(5))));
  TIP_TRY(out.form, parse_form(object));
  out.ending = static_cast<council::Ending>(row.integer(6));
  out.changed_at = row.integer(7);
  return out;
}

Result<std::vector<CallDraft>> read_drafts(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT id, edition, what, call, after, form, ending, changed_at FROM call_drafts"
                                  " WHERE ?1 = 0 OR id = ?1 ORDER BY changed_at DESC, id DESC");
  query.bind(id);
  std::vector<CallDraft> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    TIP_TRY(auto one, draft_of(query));
    out.push_back(std::move(one));
  }
}

Result<CallDraft> unchanged(Vault& vault, std::int64_t id, std::int64_t edition) {
  TIP_TRY(auto before, find_draft(vault, id));
  if (before.edition != edition) return fail(Errc::stale, kChangedMeanwhile);
  return before;
}

Result<void> write_picture(Vault& vault, std::int64_t draft, const std::string& name, ByteView bytes) {
  return vault.db().prepare("INSERT OR REPLACE INTO call_pictures(draft, name, bytes) VALUES(?, ?, ?)")
      .bind(draft).bind(std::string_view(name)).bind(bytes).run();
}

// drop_pictures takes away what no person of the form has.
Result<void> drop_pictures(Vault& vault, const CallDraft& draft) {
  TIP_TRY(const auto pictures, draft_pictures(vault, draft.id));
  for (const auto& [name, bytes] : pictures) {
    const bool used = std::ranges::any_of(draft.form.persons, [&](const auto& person) { return person.picture == name; });
    if (used) continue;
    TIP_CHECK(vault.db().prepare("DELETE FROM call_pictures WHERE draft = ? AND name = ?").bind(draft.id).bind(std::string_view(name)).run());
  }
  return {};
}

council::CallForm first_form(council::Proposed what, const council::VerifiedCall* call) {
  council::CallForm fresh;
  fresh.posts = "all";
  if (call == nullptr) return fresh;
  return what == council::Proposed::communique ? council::news_form_of(*call) : council::form_of(*call);
}

}  // namespace

Result<std::int64_t> begin_draft(Vault& vault, council::Proposed what, const council::VerifiedCall* call,
                                 const DraftPictures& pictures, std::uint64_t now) {
  TIP_TRY(const auto drafts, list_drafts(vault));
  if (drafts.size() >= kCallDraftsMax) return fail(Errc::too_large, "drafts of calls");
  const auto form = json_text(form_json(first_form(what, call)));
  const auto after = call == nullptr ? Hash32() : call->head();
  const auto name = call == nullptr ? std::string() : call->id();
  std::int64_t id = 0;
  const auto begun = run_audited(vault, now, "call draft", spaced({static_cast<std::int64_t>(what)}), [&]() -> Result<void> {
    TIP_CHECK(vault.db().prepare("INSERT INTO call_drafts(edition, what, call, after, form, ending, changed_at) VALUES(1, ?, ?, ?, ?, ?, ?)")
                  .bind(static_cast<std::int64_t>(what)).bind(std::string_view(name)).bind(after.view()).bind(std::string_view(form))
                  .bind(static_cast<std::int64_t>(council::Ending::withdrawn)).bind(static_cast<std::int64_t>(now)).run());
    id = vault.db().last_row();
    for (const auto& [file, bytes] : pictures) TIP_CHECK(write_picture(vault, id, file, bytes));
    return {};
  });
  TIP_CHECK(begun);
  return id;
}

Result<std::vector<CallDraft>> list_drafts(Vault& vault) { return read_drafts(vault, 0); }

Result<CallDraft> find_draft(Vault& vault, std::int64_t id) {
  if (id <= 0) return fail(Errc::not_found, "draft of a call");
  TIP_TRY(auto found, read_drafts(vault, id));
  if (found.empty()) return fail(Errc::not_found, "draft of a call");
  return std::move(found.front());
}

Result<void> save_draft(Vault& vault, const CallDraft& draft, std::uint64_t now) {
  const auto form = json_text(form_json(draft.form));
  if (form.size() > kFormBytesMax) return fail(Errc::too_large, "draft of a call");
  return run_audited(vault, now, "change call draft", spaced({draft.id}), [&]() -> Result<void> {
    TIP_CHECK(unchanged(vault, draft.id, draft.edition));
    TIP_CHECK(vault.db().prepare("UPDATE call_drafts SET form = ?, ending = ?, changed_at = ?, edition = edition + 1 WHERE id = ?")
                  .bind(std::string_view(form)).bind(static_cast<std::int64_t>(draft.ending)).bind(static_cast<std::int64_t>(now))
                  .bind(draft.id).run());
    return drop_pictures(vault, draft);
  });
}

Result<void> remove_draft(Vault& vault, std::int64_t id, std::int64_t edition, std::uint64_t now) {
  return run_audited(vault, now, "remove call draft", spaced({id}), [&]() -> Result<void> {
    TIP_CHECK(unchanged(vault, id, edition));
    return vault.db().prepare("DELETE FROM call_drafts WHERE id = ?").bind(id).run();
  });
}

Result<std::string> put_picture(Vault& vault, std::int64_t draft, ByteView bytes) {
  if (bytes.size() > kDraftPictureBytesMax) return fail(Errc::too_large, "picture");
  TIP_CHECK(find_draft(vault, draft));
  TIP_TRY(const auto picture, council::strip_untrusted_picture(bytes));
  TIP_TRY(const auto kept, draft_pictures(vault, draft));
  if (kept.size() >= kPicturesMax) return fail(Errc::too_large, "pictures");
  auto name = picture.ref.file_name();
  TIP_CHECK(write_picture(vault, draft, name, picture.bytes));
  return name;
}

Result<DraftPictures> draft_pictures(Vault& vault, std::int64_t draft) {
  auto query = vault.db().prepare("SELECT name, bytes FROM call_pictures WHERE draft = ?");
  query.bind(draft);
  DraftPictures out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    const auto bytes = query.blob(1);
    out.emplace(query.text(0), Bytes(bytes.begin(), bytes.end()));
  }
}

}  // namespace tipstaff::desk
