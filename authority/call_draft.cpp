#include "authority/call_draft.h"

#include "council/limits.h"
#include "council/pages/markdown.h"
#include "council/text_rules.h"
#include "platform/file.h"
#include "platform/text.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;

std::string sentence(std::string_view file, const council::Fault& fault) {
  std::string out(file);
  if (fault.line > 0) out += ", line " + std::to_string(fault.line);
  out += ": ";
  const std::string where(fault.error.where);
  switch (fault.error.code) {
    case Errc::not_found: return out + where + " is missing.";
    case Errc::too_large: return out + where + " is too long or too much.";
    case Errc::conflict: return out + where + ".";
    default: return out + "this is not taken: " + where + ".";
  }
}

std::string picture_sentence(std::string_view file, const Error& error) {
  const std::string out = "picture " + std::string(file) + ": ";
  switch (error.code) {
    case Errc::not_found: return out + "there is no such file beside call.conf.";
    case Errc::too_large:
      return out + "it is too large. At most 2000 pixels a side and 400 KB are taken; make it smaller.";
    case Errc::bad_magic: return out + "it is neither PNG nor JPEG.";
    case Errc::bad_checksum: return out + "it is damaged.";
    default: return out + "this form is not taken (" + std::string(error.where) + "). Save it anew as PNG or JPEG.";
  }
}

OrSentence<std::string> read_text(const fs::path& path) {
  const auto name = path.filename().string();
  const auto bytes = platform::read_file(path, council::kDraftBytesMax);
  if (bytes) return std::string(as_text(*bytes));
  return std::unexpected(bytes.error().code == Errc::too_large ? name + ": the file is too long." : name + " is missing.");
}

// check_markdown says the line of the file, not of the text in it.
OrSentence<void> check_markdown(std::string_view file, const council::DraftText& text) {
  auto rendered = council::pages::render_untrusted_markdown(text.text);
  if (rendered) return {};
  if (rendered.error().line > 0) rendered.error().line += text.text_line - 1;
  return std::unexpected(sentence(file, rendered.error()));
}

OrSentence<council::DraftTexts> read_languages(const fs::path& folder) {
  council::DraftTexts out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    const auto language = entry.path().stem().string();
    if (entry.path().extension() != ".txt" || !council::check_language(language)) continue;
    const auto file = read_text(entry.path());
    if (!file) return std::unexpected(file.error());
    auto text = council::parse_untrusted_draft_text(*file);
    if (!text) return std::unexpected(sentence(name, text.error()));
    if (const auto fine = check_markdown(name, *text); !fine) return std::unexpected(fine.error());
    out.emplace(language, std::move(*text));
  }
  return out;
}

// missing_language names the first file that `languages` asks for and that is not there.
std::string missing_language(const std::vector<std::string>& languages, const council::DraftTexts& texts) {
  for (const auto& language : languages)
    if (!texts.contains(language)) return language + ".txt is missing: the call is in this language too.";
  return {};
}

OrSentence<std::optional<council::PictureRef>> read_picture(const fs::path& folder, const std::string& name,
                                                            council::pages::Pictures& pictures) {
  if (name.empty()) return std::nullopt;
  if (platform::safe_file_name(name) != name) return std::unexpected("call.conf: the picture must lie beside it.");
  const auto bytes = platform::read_file(folder / name, 4 * council::kPictureBytesMax);
  if (!bytes) return std::unexpected(picture_sentence(name, bytes.error()));
  auto picture = council::strip_untrusted_picture(*bytes);
  if (!picture) return std::unexpected(picture_sentence(name, picture.error()));
  pictures[picture->ref.file_name()] = std::move(picture->bytes);
  return picture->ref;
}

}  // namespace

OrSentence<LoadedDraft> load_draft(const fs::path& folder) {
  const auto file = read_text(folder / "call.conf");
  if (!file) return std::unexpected(file.error());
  auto call = council::parse_untrusted_draft_call(*file);
  if (!call) return std::unexpected(sentence("call.conf", call.error()));
  const auto texts = read_languages(folder);
  if (!texts) return std::unexpected(texts.error());
  if (auto missing = missing_language(call->languages, *texts); !missing.empty()) return std::unexpected(missing);
  LoadedDraft out;
  std::vector<std::optional<council::PictureRef>> refs;
  for (const auto& person : call->persons) {
    auto ref = read_picture(folder, person.picture, out.pictures);
    if (!ref) return std::unexpected(ref.error());
    refs.push_back(*ref);
  }
  auto terms = council::terms_of(*call, *texts, refs);
  if (!terms) return std::unexpected(sentence("the call", {terms.error(), 0}));
  out.call = std::move(*call);
  out.terms = std::move(*terms);
  return out;
}

OrSentence<council::Communique> load_communique(const fs::path& folder, const council::Terms& terms) {
  const auto texts = read_languages(folder);
  if (!texts) return std::unexpected(texts.error());
  std::vector<std::string> languages;
  for (const auto& text : terms.texts) languages.push_back(text.language);
  if (auto missing = missing_language(languages, *texts); !missing.empty()) return std::unexpected(missing);
  auto out = council::communique_of(*texts, terms);
  if (!out) return std::unexpected(sentence("the communiqué", {out.error(), 0}));
  return std::move(*out);
}

}  // namespace tipstaff::authority
