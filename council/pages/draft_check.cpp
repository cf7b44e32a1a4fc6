#include "council/pages/draft_check.h"

#include <algorithm>

#include "council/pages/markdown.h"
#include "council/text_rules.h"

namespace tipstaff::council::pages {
namespace {

using In = DraftFault::In;

// check_markdown says the line of the file, not of the text in it.
Checked<void> check_markdown(const DraftText& text) {
  auto rendered = render_untrusted_markdown(text.text);
  if (rendered) return {};
  if (rendered.error().line > 0) rendered.error().line += text.text_line - 1;
  return std::unexpected(rendered.error());
}

DraftTexts read_texts(const DraftFiles& files, DraftFaults& faults) {
  DraftTexts out;
  for (const auto& [language, file] : files.texts) {
    auto text = parse_untrusted_draft_text(file);
    if (!text) {
      faults.push_back({In::text, language, text.error()});
      continue;
    }
    if (const auto fine = check_markdown(*text); !fine) faults.push_back({In::text, language, fine.error()});
    out.emplace(language, std::move(*text));
  }
  return out;
}

void check_languages(const std::vector<std::string>& languages, const DraftFiles& files, DraftFaults& faults) {
  for (const auto& language : languages)
    if (!files.texts.contains(language))
      faults.push_back({In::text, language, {{Errc::not_found, "the file of a language that the call has"}, 0}});
}

std::vector<std::optional<PictureRef>> read_pictures(const DraftCall& call, const DraftFiles& files, Pictures& out,
                                                     DraftFaults& faults) {
  std::vector<std::optional<PictureRef>> refs;
  for (const auto& person : call.persons) {
    auto& ref = refs.emplace_back();
    if (person.picture.empty()) continue;
    const auto at = files.pictures.find(person.picture);
    if (at == files.pictures.end()) {
      faults.push_back({In::picture, person.picture, {{Errc::not_found, "picture"}, 0}});
      continue;
    }
    auto picture = strip_untrusted_picture(at->second);
    if (!picture) {
      faults.push_back({In::picture, person.picture, {picture.error(), 0}});
      continue;
    }
    ref = picture->ref;
    out[picture->ref.file_name()] = std::move(picture->bytes);
  }
  return refs;
}

std::string picture_sentence(const std::string& name, const Error& error) {
  const std::string out = "picture " + name + ": ";
  switch (error.code) {
    case Errc::not_found: return out + "there is no such file beside call.conf.";
    case Errc::too_large: return out + "it is too large. At most 2000 pixels a side and 400 KB are taken; make it smaller.";
    case Errc::bad_magic: return out + "it is neither PNG nor JPEG.";
    case Errc::bad_checksum: return out + "it is damaged.";
    default: return out + "this form is not taken (" + std::string(error.where) + "). Save it anew as PNG or JPEG.";
  }
}

}  // namespace

std::expected<CheckedDraft, DraftFaults> check_draft(const DraftFiles& files) {
  DraftFaults faults;
  CheckedDraft out;
  auto call = parse_untrusted_draft_call(files.call);
  if (!call) faults.push_back({In::call, "", call.error()});
  const auto texts = read_texts(files, faults);
  if (!call) return std::unexpected(std::move(faults));
  check_languages(call->languages, files, faults);
  const auto refs = read_pictures(*call, files, out.pictures, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  auto terms = terms_of(*call, texts, refs);
  if (!terms) return std::unexpected(DraftFaults{{In::call, "", {terms.error(), 0}}});
  out.call = std::move(*call);
  out.terms = std::move(*terms);
  return out;
}

std::expected<Communique, DraftFaults> check_communique(const DraftFiles& files, const Terms& terms) {
  DraftFaults faults;
  const auto texts = read_texts(files, faults);
  std::vector<std::string> languages;
  for (const auto& text : terms.texts) languages.push_back(text.language);
  check_languages(languages, files, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  auto out = communique_of(texts, terms);
  if (!out) return std::unexpected(DraftFaults{{In::call, "", {out.error(), 0}}});
  return std::move(*out);
}

std::string sentence(const DraftFault& one) {
  if (one.in == In::picture) return picture_sentence(one.name, one.fault.error);
  auto out = one.in == In::text ? one.name + ".txt" : std::string("call.conf");
  const std::string where(one.fault.error.where);
  if (one.in == In::text && where.starts_with("the file of")) return out + " is missing: the call is in this language too.";
  if (one.fault.line > 0) out += ", line " + std::to_string(one.fault.line);
  out += ": ";
  switch (one.fault.error.code) {
    case Errc::not_found: return out + where + " is missing.";
    case Errc::too_large: return out + where + " is too long or too much.";
    case Errc::stale:
    case Errc::conflict: return out + where + ".";
    default: return out + "this is not taken: " + where + ".";
  }
}

}  // namespace tipstaff::council::pages
