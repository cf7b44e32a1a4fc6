#pragma once
// Terms: what a call says, in every language it speaks (PROTOCOL.md 13.3).

#include <array>
#include <optional>
#include <string>

#include "council/picture.h"
#include "tipstaff/wire/limits.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::council {

// Aim is what is sought.
enum class Aim : std::uint8_t { identify = 1, locate = 2, prevent = 3, prove = 4 };

// Reward: at most this, in whole units of the currency.
struct Reward {
  std::uint64_t amount = 0;                    // 1 .. kAmountMax
  std::array<char, 3> currency{'E', 'U', 'R'};  // three upper-case letters

  friend bool operator==(const Reward&, const Reward&) = default;
};

// CallText is a call in one language.
struct CallText {
  std::string language;  // BCP 47
  std::string title;
  std::string basis;     // the legal basis, by its name
  std::string text;      // Markdown of the subset that docs/calls.md names

  friend bool operator==(const CallText&, const CallText&) = default;
};

// PersonText is what is said about a person in one language; only `asked` is needed.
struct PersonText {
  std::string label;  // how this language calls the person, where the name does not
  std::string place;  // where they were last
  std::string asked;  // what the programme wants to know

  friend bool operator==(const PersonText&, const PersonText&) = default;
};

enum class Known : std::uint8_t { no = 0, yes = 1 };

// Person is somebody wanted. One who is known has a name; one who is not has a
// label in every language.
struct Person {
  Known known = Known::no;
  std::string name;
  std::vector<std::string> aliases;
  std::optional<PictureRef> picture;
  std::vector<PersonText> texts;  // one for each CallText, in the same order

  friend bool operator==(const Person&, const Person&) = default;
};

struct Terms {
  Aim aim = Aim::identify;
  Reward reward;
  std::string basis_link;             // where the statute can be read
  std::vector<std::uint16_t> posts;   // ascending; empty: every post
  std::vector<CallText> texts;        // ascending by language, each once
  std::uint8_t original = 0;          // the one in `texts` that the others translate
  std::vector<Person> persons;

  friend bool operator==(const Terms&, const Terms&) = default;

  // text returns the call in this language, or in its original one.
  [[nodiscard]] std::size_t text_index(std::string_view language) const;
};

// check_terms says whether terms can be encoded. Errors: bad_value, bad_text, too_large.
[[nodiscard]] Result<void> check_terms(const Terms& terms);

// write_terms writes terms that were checked; read_terms reads and checks them.
// Errors of read_terms: those of check_terms, wrong_length.
void write_terms(wire::Writer& out, const Terms& terms);
[[nodiscard]] Result<Terms> read_terms(wire::Reader& in);

// Text with its length before it, u16.
void write_text(wire::Writer& out, std::string_view text);
[[nodiscard]] Result<std::string> read_text(wire::Reader& in);

}  // namespace tipstaff::council
