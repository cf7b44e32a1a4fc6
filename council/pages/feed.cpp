#include <algorithm>

#include "council/date.h"
#include "council/pages/parts.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::council::pages {
namespace {

struct Entry {
  const VerifiedCall* call;
  const SignedRecord* record;
  const Notice* notice;
};

// urn makes an identifier of a hash that stays when addresses change (RFC 9562, version 8).
std::string urn(const Hash32& hash) {
  Bytes id(hash.view().begin(), hash.view().begin() + 16);
  id[6] = static_cast<std::uint8_t>((id[6] & 0x0F) | 0x80);
  id[8] = static_cast<std::uint8_t>((id[8] & 0x3F) | 0x80);
  auto hex = to_hex(id);
  for (const std::size_t at : {20u, 16u, 12u, 8u}) hex.insert(at, "-");
  return "urn:uuid:" + hex;
}

std::vector<Entry> entries(const Look& look, const CallSet& set) {
  std::vector<Entry> out;
  for (const auto& call : set.calls())
    for (const auto& record : call.records())
      if (const auto* step = std::get_if<Communique>(&record.record.step))
        for (const auto& notice : step->notices)
          if (notice.language == look.language) out.push_back({&call, &record, &notice});
  std::ranges::stable_sort(out, std::greater{}, [](const Entry& entry) { return entry.record->record.signed_at; });
  return out;
}

std::uint64_t last_change(const CallSet& set) {
  std::uint64_t out = 0;
  for (const auto& call : set.calls()) out = std::max(out, call.records().back().record.signed_at);
  return out;
}

Result<Markup> write_entry(const Look& look, const Entry& entry) {
  TIP_TRY(const auto text, rendered(entry.notice->text));
  const auto address = look.publisher.address + "/calls/" + page_name(call_stem(*entry.call), look.language) + "#n" +
                       std::to_string(entry.record->record.seq);
  const auto when = plain(date_rfc3339(entry.record->record.signed_at));
  return element("entry", element("id", plain(urn(entry.record->hash))) + element("title", plain(entry.notice->title)) +
                              element("updated", when) + element("published", when) + "<link"_m + attribute("href", address) + "/>"_m +
                              element("content", attribute("type", "html"), plain(text.str()))) + "\n"_m;
}

}  // namespace

Result<std::string> feed(const Look& look, const CallSet& set) {
  const auto name = feed_name(look.language);
  const auto id = crypto::sha256(concat({look.publisher.programme.view(), as_bytes(name)}));
  auto out = element("id", plain(urn(id))) + element("title", plain(look.publisher.title)) +
             element("updated", plain(date_rfc3339(last_change(set)))) +
             element("author", element("name", plain(look.publisher.title))) + "<link rel=\"self\""_m +
             attribute("href", look.publisher.address + "/calls/" + name) + "/>\n"_m;
  for (const auto& entry : entries(look, set)) {
    TIP_TRY(const auto written, write_entry(look, entry));
    out += written;
  }
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" +
         element("feed", " xmlns=\"http://www.w3.org/2005/Atom\""_m + attribute("xml:lang", look.language), out).str() + "\n";
}

}  // namespace tipstaff::council::pages
