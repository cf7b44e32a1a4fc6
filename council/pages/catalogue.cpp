#include "council/pages/catalogue.h"

#include <algorithm>

#include "council/pages/embedded.h"

namespace tipstaff::council::pages {
namespace {

// PoReader takes one PO file apart, line by line.
class PoReader {
 public:
  explicit PoReader(std::string_view po) : rest_(po) {}

  Checked<std::map<std::string, std::string, std::less<>>> read() {
    while (!rest_.empty()) {
      auto line = rest_.substr(0, rest_.find('\n'));
      rest_.remove_prefix(std::min(rest_.size(), line.size() + 1));
      ++number_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.starts_with('#')) continue;
      if (const auto taken = take(line); !taken) return std::unexpected(taken.error());
    }
    if (const auto last = finish(); !last) return std::unexpected(last.error());
    out_.erase("");  // the header
    return std::move(out_);
  }

 private:
  Checked<void> take(std::string_view line) {
    if (line.starts_with("msgid ")) {
      if (const auto last = finish(); !last) return last;
      into_ = &id_;
      begun_ = true;
      line.remove_prefix(6);
    } else if (line.starts_with("msgstr ") && into_ == &id_) {
      into_ = &text_;
      line.remove_prefix(7);
    }
    return append(line);
  }

  Checked<void> append(std::string_view quoted) {
    if (into_ == nullptr || quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return bad();
    quoted = quoted.substr(1, quoted.size() - 2);
    for (std::size_t i = 0; i < quoted.size(); ++i) {
      if (quoted[i] == '"') return bad();
      if (quoted[i] != '\\') {
        *into_ += quoted[i];
        continue;
      }
      if (++i == quoted.size()) return bad();
      constexpr std::string_view kEscapes = "n\nt\t\"\"\\\\";
      const auto at = kEscapes.find(quoted[i]);
      if (at == std::string_view::npos || at % 2 != 0) return bad();
      *into_ += kEscapes[at + 1];
    }
    return {};
  }

  // finish keeps the message that was read; an empty translation counts as none.
  Checked<void> finish() {
    if (begun_ && into_ != &text_) return bad();
    if (begun_ && !out_.contains(id_)) {
      if (!text_.empty()) out_.emplace(id_, text_);
    } else if (begun_) {
      return fault(Errc::conflict, "a message twice", number_);
    }
    id_.clear();
    text_.clear();
    begun_ = false;
    return {};
  }

  [[nodiscard]] std::unexpected<Fault> bad() const { return fault(Errc::bad_text, "form of a PO file", number_); }

  std::string_view rest_;
  std::map<std::string, std::string, std::less<>> out_;
  std::string id_;
  std::string text_;
  std::string* into_ = nullptr;
  bool begun_ = false;
  unsigned number_ = 0;
};

using Catalogues = std::map<std::string, Catalogue, std::less<>>;

const Catalogues& catalogues() {
  static const Catalogues all = [] {
    Catalogues out;
    for (const auto& file : embedded_catalogues()) {
      auto parsed = Catalogue::parse(file.content);
      TIP_ASSERT(parsed.has_value());  // a test reads them all
      out.emplace(file.name, std::move(*parsed));
    }
    return out;
  }();
  return all;
}

}  // namespace

Checked<Catalogue> Catalogue::parse(std::string_view po) {
  auto messages = PoReader(po).read();
  if (!messages) return std::unexpected(messages.error());
  Catalogue out;
  out.messages_ = std::move(*messages);
  return out;
}

std::string_view Catalogue::say(std::string_view sentence) const {
  const auto at = messages_.find(sentence);
  return at == messages_.end() ? sentence : std::string_view(at->second);
}

std::string Catalogue::say(std::string_view sentence, std::initializer_list<Value> values) const {
  std::string out(say(sentence));
  for (const auto& [name, value] : values) {
    const auto slot = "{" + std::string(name) + "}";
    if (const auto at = out.find(slot); at != std::string::npos) out.replace(at, slot.size(), value);
  }
  return out;
}

const Catalogue& catalogue_of(std::string_view language) {
  const auto at = catalogues().find(language);
  return at == catalogues().end() ? catalogues().at("en") : at->second;
}

bool has_catalogue(std::string_view language) { return catalogues().contains(language); }

std::vector<std::string> catalogue_languages() {
  std::vector<std::string> out;
  for (const auto& [language, catalogue] : catalogues()) out.push_back(language);
  return out;
}

}  // namespace tipstaff::council::pages
