#include "council/pages/site.h"

#include <algorithm>
#include <set>

#include "council/pages/embedded.h"
#include "council/pages/parts.h"
#include "council/pages/qr.h"

namespace tipstaff::council::pages {
namespace {

Bytes bytes_of(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

std::vector<std::string> languages_of(const Terms& terms) {
  std::vector<std::string> out;
  for (const auto& text : terms.texts) out.push_back(text.language);
  return out;
}

// The index speaks every language that a call or the program does.
std::vector<std::string> languages_of(const CallSet& set) {
  std::set<std::string> out;
  for (const auto& language : catalogue_languages()) out.insert(language);
  for (const auto& call : set.calls())
    for (const auto& text : call.terms().texts) out.insert(text.language);
  return {out.begin(), out.end()};
}

Result<void> add_pictures(Files& files, const Terms& terms, const Pictures& pictures) {
  for (const auto& person : terms.persons) {
    if (!person.picture) continue;
    const auto at = pictures.find(person.picture->file_name());
    if (at == pictures.end()) return fail(Errc::not_found, "a picture of a call");
    TIP_TRY(auto picture, parse_untrusted_picture(at->second, *person.picture));
    files[at->first] = std::move(picture.bytes);
  }
  return {};
}

Result<void> add_call(Files& files, const VerifiedCall& call, const Publisher& publisher, std::uint64_t now) {
  files[data_name(call)] = encode_call(call);
  const auto languages = languages_of(call.terms());
  for (const auto& language : languages) {
    const Look look{publisher, catalogue_of(language), language, languages, now};
    TIP_TRY(const auto page, call_page(look, call));
    TIP_TRY(const auto qr, qr_svg(publisher.address + "/calls/" + page_name(call_stem(call), language)));
    files[page_name(call_stem(call), language)] = bytes_of(page);
    files[history_name(call, language)] = bytes_of(history_page(look, call));
    files[poster_name(call, language)] = bytes_of(poster_page(look, call));
    files[qr_name(call, language)] = bytes_of(qr.str());
  }
  return {};
}

std::vector<std::uint64_t> moments_after(const CallSet& set, std::uint64_t now) {
  std::set<std::uint64_t> out;
  for (const auto& call : set.calls())
    for (const auto moment : {call.valid_from(), call.until(), call.closed_at().value_or(0)})
      if (moment > now) out.insert(moment);
  return {out.begin(), out.end()};
}

Files differing(const Files& before, Files after) {
  std::erase_if(after, [&](const auto& file) {
    const auto at = before.find(file.first);
    return at != before.end() && at->second == file.second;
  });
  return after;
}

}  // namespace

Result<Files> make_site(const CallSet& set, const Pictures& pictures, const Publisher& publisher, std::uint64_t now_unix) {
  Files out;
  const auto languages = languages_of(set);
  for (const auto& call : set.calls()) {
    TIP_CHECK(add_pictures(out, call.terms(), pictures));
    TIP_CHECK(add_call(out, call, publisher, now_unix));
  }
  for (const auto& language : languages) {
    const Look look{publisher, catalogue_of(language), language, languages, now_unix};
    out[page_name("index", language)] = bytes_of(index_page(look, set));
    TIP_TRY(const auto news, feed(look, set));
    out[feed_name(language)] = bytes_of(news);
  }
  out["index.html"] = out["index.en.html"];
  out["list.html"] = bytes_of(list_page(languages, set));
  out["calls.css"] = bytes_of(embedded_style());
  TIP_TRY(out["calls.tscs"], encode_call_set(set));
  return out;
}

Result<std::vector<Edition>> make_editions(const CallSet& set, const Pictures& pictures, const Publisher& publisher,
                                           std::uint64_t now_unix) {
  std::vector<Edition> out;
  TIP_TRY(auto before, make_site(set, pictures, publisher, now_unix));
  out.push_back({now_unix, before});
  for (const auto moment : moments_after(set, now_unix)) {
    TIP_TRY(auto after, make_site(set, pictures, publisher, moment));
    out.push_back({moment, differing(before, after)});
    before = std::move(after);
  }
  return out;
}

}  // namespace tipstaff::council::pages
