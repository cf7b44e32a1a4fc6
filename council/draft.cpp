#include "council/draft.h"

#include <algorithm>
#include <array>
#include <set>

#include "council/date.h"
#include "council/limits.h"
#include "council/text_rules.h"

namespace tipstaff::council {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Lines cuts a file into lines, with the line ends of any system.
class Lines {
 public:
  explicit Lines(std::string_view file) : rest_(file) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);  // some editors begin so
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] unsigned number() const { return number_; }
  std::string_view next() {
    const auto end = rest_.find('\n');
    auto line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number_;
    return line;
  }

 private:
  std::string_view rest_;
  unsigned number_ = 0;
};

struct Pair {
  std::string_view key;
  std::string_view value;
};

std::optional<Pair> split_pair(std::string_view line) {
  const auto at = line.find('=');
  if (at == std::string_view::npos) return std::nullopt;
  const Pair out{trim(line.substr(0, at)), trim(line.substr(at + 1))};
  return out.key.empty() || out.value.empty() ? std::nullopt : std::optional(out);
}

std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto comma = text.find(',');
    out.push_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

// read_number reads digits, which may stand in groups: "250 000".
std::optional<std::uint64_t> read_number(std::string_view text, std::uint64_t most) {
  std::uint64_t out = 0;
  bool any = false;
  for (const char c : text) {
    if (c == ' ') continue;
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<unsigned>(c - '0');
    if (out > most) return std::nullopt;
    any = true;
  }
  return any ? std::optional(out) : std::nullopt;
}

Result<Aim> read_aim(std::string_view value) {
  constexpr std::array<std::string_view, 4> kAims = {"identify", "locate", "prevent", "prove"};
  const auto at = std::ranges::find(kAims, value);
  if (at == kAims.end()) return fail(Errc::bad_value, "aim (identify, locate, prevent or prove)");
  return static_cast<Aim>(at - kAims.begin() + 1);
}

Result<Reward> read_reward(std::string_view value) {
  Reward out;
  const auto space = value.rfind(' ');
  const auto currency = space == std::string_view::npos ? std::string_view() : value.substr(space + 1);
  const auto amount = read_number(value.substr(0, value.size() - currency.size()), kAmountMax);
  const bool letters = currency.size() == 3 && std::ranges::all_of(currency, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!amount || *amount == 0 || !letters) return fail(Errc::bad_value, "reward (for example 250000 EUR)");
  out.amount = *amount;
  std::ranges::copy(currency, out.currency.begin());
  return out;
}

Result<std::vector<std::uint16_t>> read_posts(std::string_view value) {
  std::vector<std::uint16_t> out;
  if (value == "all") return out;
  for (const auto part : split_list(value)) {
    const auto id = read_number(part, 0xFFFF);
    if (!id || *id == 0) return fail(Errc::bad_value, "posts (all, or numbers with commas)");
    out.push_back(static_cast<std::uint16_t>(*id));
  }
  std::ranges::sort(out);
  if (std::ranges::adjacent_find(out) != out.end()) return fail(Errc::bad_value, "posts: a number twice");
  return out;
}

Result<std::vector<std::string>> read_languages(std::string_view value) {
  std::vector<std::string> out;
  for (const auto part : split_list(value)) {
    TIP_CHECK(check_language(part));
    if (std::ranges::find(out, part) != out.end()) return fail(Errc::bad_value, "languages: one twice");
    out.emplace_back(part);
  }
  return out;
}

Result<void> set_person(DraftPerson& person, const Pair& pair) {
  TIP_CHECK(check_line(pair.value, kNameBytesMax));
  if (pair.key == "alias") return person.aliases.emplace_back(pair.value), Result<void>{};
  if (pair.key != "name" && pair.key != "picture") return fail(Errc::bad_value, "a key that a [person] does not have");
  auto& field = pair.key == "name" ? person.name : person.picture;
  if (!field.empty()) return fail(Errc::conflict, "a key twice");
  field = pair.value;
  return {};
}

Result<void> set_call(DraftCall& call, const Pair& pair) {
  if (pair.key == "id") return call.id = pair.value, check_id(call.id);
  if (pair.key == "basis_link") return call.basis_link = pair.value, check_link(call.basis_link);
  if (pair.key == "aim") {
    TIP_TRY(call.aim, read_aim(pair.value));
  } else if (pair.key == "reward") {
    TIP_TRY(call.reward, read_reward(pair.value));
  } else if (pair.key == "from") {
    TIP_TRY(call.valid_from, parse_date(pair.value));
  } else if (pair.key == "until") {
    TIP_TRY(call.until, parse_date(pair.value));
  } else if (pair.key == "posts") {
    TIP_TRY(call.posts, read_posts(pair.value));
  } else if (pair.key == "languages") {
    TIP_TRY(call.languages, read_languages(pair.value));
  } else {
    return fail(Errc::bad_value, "a key that call.conf does not have");
  }
  return {};
}

struct Field {
  std::string* value = nullptr;
  std::size_t bytes_max = 0;
};

Field field_of(DraftText& text, std::string_view key) {
  if (text.persons.empty()) {
    if (key == "title") return {&text.title, kTitleBytesMax};
    if (key == "basis") return {&text.basis, kBasisBytesMax};
    return {};
  }
  auto& person = text.persons.back();
  if (key == "label") return {&person.label, kNameBytesMax};
  if (key == "place") return {&person.place, kPlaceBytesMax};
  if (key == "asked") return {&person.asked, kAskedBytesMax};
  return {};
}

Result<void> set_text(DraftText& text, const Pair& pair) {
  const auto field = field_of(text, pair.key);
  if (field.value == nullptr) return fail(Errc::bad_value, "a key that does not belong here");
  if (!field.value->empty()) return fail(Errc::conflict, "a key twice");
  *field.value = pair.value;
  return check_line(pair.value, field.bytes_max);
}

// rest_of_file joins what follows [text], without empty lines at both ends.
std::string rest_of_file(Lines& lines, unsigned& first) {
  std::string out;
  while (!lines.done()) {
    const auto line = lines.next();
    if (out.empty() && trim(line).empty()) continue;
    if (out.empty()) first = lines.number();
    out += line;
    out += '\n';
  }
  while (out.ends_with("\n") || out.ends_with(" ")) out.pop_back();
  return out;
}

// missing_key names the first key that a call.conf must have and this one lacks.
Checked<void> check_complete(const std::set<std::string, std::less<>>& seen) {
  for (const std::string_view key : {"id", "aim", "reward", "basis_link", "until", "posts", "languages"})
    if (!seen.contains(key)) return fault(Errc::not_found, key, 0);
  return {};
}

std::unexpected<Fault> at_line(const Error& error, const Lines& lines) {
  return std::unexpected(Fault{error, lines.number()});
}

bool left_out(std::string_view line) { return line.empty() || line.starts_with('#'); }

Result<Person> person_of(const DraftCall& call, std::size_t i, const std::optional<PictureRef>& picture,
                         const std::vector<const DraftText*>& texts) {
  const auto& draft = call.persons[i];
  Person out{draft.name.empty() ? Known::no : Known::yes, draft.name, draft.aliases, picture, {}};
  for (const auto* text : texts) {
    if (text->persons.size() != call.persons.size())
      return fail(Errc::bad_value, "every language needs as many [person] as call.conf");
    out.texts.push_back(text->persons[i]);
  }
  return out;
}

}  // namespace

Checked<DraftCall> parse_untrusted_draft_call(std::string_view file) {
  if (!valid_utf8(as_bytes(file))) return fault(Errc::bad_text, "the file is not UTF-8", 0);
  DraftCall out;
  std::set<std::string, std::less<>> seen;
  for (Lines lines(file); !lines.done();) {
    const auto line = trim(lines.next());
    if (left_out(line)) continue;
    if (line == "[person]") {
      if (out.persons.size() >= kPersonsMax) return fault(Errc::too_large, "persons", lines.number());
      out.persons.emplace_back();
      continue;
    }
    const auto pair = split_pair(line);
    if (!pair) return fault(Errc::bad_text, "not  key = value", lines.number());
    const bool top = out.persons.empty();
    if (top && !seen.emplace(pair->key).second) return fault(Errc::conflict, "a key twice", lines.number());
    const auto set = top ? set_call(out, *pair) : set_person(out.persons.back(), *pair);
    if (!set) return at_line(set.error(), lines);
  }
  if (const auto complete = check_complete(seen); !complete) return std::unexpected(complete.error());
  return out;
}

Checked<DraftText> parse_untrusted_draft_text(std::string_view file) {
  if (!valid_utf8(as_bytes(file))) return fault(Errc::bad_text, "the file is not UTF-8", 0);
  DraftText out;
  for (Lines lines(file); !lines.done();) {
    const auto line = trim(lines.next());
    if (left_out(line)) continue;
    if (line == "[text]") {
      out.text = rest_of_file(lines, out.text_line);
      break;
    }
    if (line == "[person]") {
      if (out.persons.size() >= kPersonsMax) return fault(Errc::too_large, "persons", lines.number());
      out.persons.emplace_back();
      continue;
    }
    const auto pair = split_pair(line);
    if (!pair) return fault(Errc::bad_text, "not  key = value  (the text begins after a line [text])", lines.number());
    if (const auto set = set_text(out, *pair); !set) return at_line(set.error(), lines);
  }
  if (out.title.empty()) return fault(Errc::not_found, "title", 0);
  if (out.text.empty()) return fault(Errc::not_found, "[text] and what follows it", 0);
  return out;
}

Result<Terms> terms_of(const DraftCall& call, const DraftTexts& texts,
                       const std::vector<std::optional<PictureRef>>& pictures) {
  TIP_ASSERT(pictures.size() == call.persons.size());
  Terms out{call.aim, call.reward, call.basis_link, call.posts, {}, 0, {}};
  auto languages = call.languages;
  std::ranges::sort(languages);
  std::vector<const DraftText*> in_order;
  for (const auto& language : languages) {
    const auto at = texts.find(language);
    if (at == texts.end()) return fail(Errc::not_found, "the file of a language that call.conf names");
    if (language == call.languages[0]) out.original = static_cast<std::uint8_t>(out.texts.size());
    out.texts.push_back({language, at->second.title, at->second.basis, at->second.text});
    in_order.push_back(&at->second);
  }
  if (texts.size() != languages.size()) return fail(Errc::bad_value, "a language file that call.conf does not name");
  for (std::size_t i = 0; i < call.persons.size(); ++i) {
    TIP_TRY(auto person, person_of(call, i, pictures[i], in_order));
    out.persons.push_back(std::move(person));
  }
  for (const auto* text : in_order)
    if (text->persons.size() != call.persons.size())
      return fail(Errc::bad_value, "every language needs as many [person] as call.conf");
  TIP_CHECK(check_terms(out));
  return out;
}

Result<Communique> communique_of(const DraftTexts& texts, const Terms& terms) {
  Communique out;
  for (const auto& text : terms.texts) {
    const auto at = texts.find(text.language);
    if (at == texts.end()) return fail(Errc::not_found, "the file of a language that the call has");
    out.notices.push_back({text.language, at->second.title, at->second.text});
  }
  if (texts.size() != out.notices.size()) return fail(Errc::bad_value, "a language that the call does not have");
  return out;
}

}  // namespace tipstaff::council
