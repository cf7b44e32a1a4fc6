#pragma once
// Hypotheses in the manner of the analysis of competing hypotheses: a table of statements
// against hypotheses. What is looked for is what speaks against each, since one thing
// that cannot be weighs more than ten that fit anyhow.

#include <map>

#include "desk/cases/cases.h"

namespace tipstaff::desk {

inline constexpr std::size_t kHypothesisBytesMax = 1000;

// Mark: how a statement goes with a hypothesis.
enum class Mark : std::uint8_t { very_consistent, consistent, neutral, inconsistent, very_inconsistent };

// "CC", "C", "N", "I", "II"; parse_mark has nothing for any other.
[[nodiscard]] std::string_view mark_name(Mark mark);
[[nodiscard]] std::optional<Mark> parse_mark(std::string_view name);

struct Hypothesis {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  std::int64_t edition = 0;   // as it was read; a change wants it
  std::string text;
  double score = 0;           // what speaks against it: the lowest stands best
};

// Evidence is one statement's row of the table; hypotheses that it has no mark for are
// not in `marks`.
struct Evidence {
  Statement statement;
  std::map<std::int64_t, Mark> marks;
};

struct HypothesisTable {
  std::vector<Hypothesis> hypotheses;  // by number
  std::vector<Evidence> evidence;      // every statement of the case
};

// credibility_weight is how much a statement counts: 1 ("confirmed") 1.0, then 0.8, 0.6, 0.4,
// and 0.2 for 5 ("improbable"); 6 ("cannot be judged") 0.5.
[[nodiscard]] double credibility_weight(char credibility);

// A mark I counts one, II two, each times the statement's weight; the others nothing.
[[nodiscard]] Result<HypothesisTable> hypothesis_table(Vault& vault, std::int64_t case_id);

// Errors: not_found.
[[nodiscard]] Result<Hypothesis> find_hypothesis(Vault& vault, std::int64_t id);

// save_hypothesis writes a new one (id 0) or changes the text of a known one.
// Errors: not_found, bad_text, stale (somebody changed it meanwhile).
[[nodiscard]] Result<std::int64_t> save_hypothesis(Vault& vault, const Hypothesis& hypothesis, std::uint64_t now);
[[nodiscard]] Result<void> remove_hypothesis(Vault& vault, std::int64_t id, std::int64_t edition, std::uint64_t now);

// set_mark marks a statement of the same case. `seen`: the mark that the officer saw, for
// a refusal when it is another by now; none: it does not matter.
// Errors: not_found, stale.
struct SeenMark {
  std::optional<Mark> mark;  // nothing: there was none
};
[[nodiscard]] Result<void> set_mark(Vault& vault, std::int64_t statement, std::int64_t hypothesis, Mark mark,
                                    const std::optional<SeenMark>& seen, std::uint64_t now);

}  // namespace tipstaff::desk
