#pragma once
// Markup: text that is HTML or XML already. Plain text enters it only escaped, so that
// a forgotten escape does not compile.

#include <string>

namespace tipstaff::council::pages {

class Markup {
 public:
  Markup() = default;
  // trusted takes what the program itself wrote.
  [[nodiscard]] static Markup trusted(std::string markup) {
    Markup out;
    out.text_ = std::move(markup);
    return out;
  }
  Markup& operator+=(const Markup& other) {
    text_ += other.text_;
    return *this;
  }
  friend Markup operator+(Markup a, const Markup& b) { return a += b, a; }
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

// "<p>"_m is markup of our own source text.
inline Markup operator""_m(const char* text, std::size_t size) { return Markup::trusted({text, size}); }

// plain escapes text for element content and for attributes in quotes.
[[nodiscard]] Markup plain(std::string_view text);

// element writes <name>content</name>; attributes are given with their space before.
[[nodiscard]] Markup element(std::string_view name, const Markup& attributes, const Markup& content);
[[nodiscard]] inline Markup element(std::string_view name, const Markup& content) {
  return element(name, Markup(), content);
}

// attribute writes ` name="value"`.
[[nodiscard]] Markup attribute(std::string_view name, std::string_view value);

// in_language says in which language, and which way, an element is written.
[[nodiscard]] Markup in_language(std::string_view tag);

}  // namespace tipstaff::council::pages
