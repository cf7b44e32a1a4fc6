#include "desk/cases/hypotheses.h"

#include <algorithm>
#include <array>

#include "desk/vault/audited.h"

namespace tipstaff::desk {
namespace {

constexpr std::array<std::string_view, 5> kMarks = {"CC", "C", "N", "I", "II"};
constexpr std::array<double, 6> kWeights = {1.0, 0.8, 0.6, 0.4, 0.2, 0.5};

double against(Mark mark) {
  if (mark == Mark::very_inconsistent) return 2;
  return mark == Mark::inconsistent ? 1 : 0;
}

Result<std::vector<Hypothesis>> read_hypotheses(Vault& vault, std::string_view where, std::int64_t id) {
  auto query = vault.db().prepare("SELECT id, case_id, edition, text FROM hypotheses WHERE " + std::string(where) + " ORDER BY id");
  query.bind(id);
  std::vector<Hypothesis> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({query.integer(0), query.integer(1), query.integer(2), query.text(3), 0});
  }
}

Result<void> check_edition(Vault& vault, std::int64_t id, std::int64_t edition) {
  TIP_TRY(const auto before, find_hypothesis(vault, id));
  if (before.edition != edition) return fail(Errc::stale, kChangedMeanwhile);
  return {};
}

Result<std::map<std::int64_t, Mark>> marks_of(Vault& vault, std::int64_t statement) {
  auto query = vault.db().prepare("SELECT hypothesis, mark FROM marks WHERE statement = ?");
  query.bind(statement);
  std::map<std::int64_t, Mark> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    const auto mark = parse_mark(query.text(1));
    if (!mark) return fail(Errc::bad_value, "mark");
    out[query.integer(0)] = *mark;
  }
}

Result<std::int64_t> add_hypothesis(Vault& vault, const Hypothesis& one, std::uint64_t now) {
  std::int64_t id = 0;
  const auto done = run_audited(vault, now, "hypothesis", spaced({one.case_id}), [&]() -> Result<void> {
    TIP_CHECK(find_case(vault, one.case_id));
    TIP_CHECK(vault.db().prepare("INSERT INTO hypotheses(case_id, text, edition) VALUES(?, ?, 1)")
                  .bind(one.case_id).bind(std::string_view(one.text)).run());
    id = vault.db().last_row();
    return {};
  });
  TIP_CHECK(done);
  return id;
}

Result<void> check_statement_of(Vault& vault, std::int64_t statement, const Hypothesis& hypothesis) {
  TIP_TRY(const auto stands, standing_case(vault, hypothesis.case_id));
  TIP_TRY(const auto known, list_statements(vault, stands));
  if (std::none_of(known.begin(), known.end(), [&](const Statement& one) { return one.id == statement; }))
    return fail(Errc::not_found, "a statement of this case");
  return {};
}

}  // namespace

std::string_view mark_name(Mark mark) { return kMarks[static_cast<std::size_t>(mark)]; }

std::optional<Mark> parse_mark(std::string_view name) {
  const auto found = std::find(kMarks.begin(), kMarks.end(), name);
  if (found == kMarks.end()) return std::nullopt;
  return static_cast<Mark>(found - kMarks.begin());
}

double credibility_weight(char credibility) {
  return credibility < '1' || credibility > '6' ? 0 : kWeights[static_cast<std::size_t>(credibility - '1')];
}

Result<HypothesisTable> hypothesis_table(Vault& vault, std::int64_t case_id) {
  TIP_TRY(auto statements, list_statements(vault, case_id));
  TIP_CHECK(find_case(vault, case_id));
  HypothesisTable out;
  TIP_TRY(out.hypotheses, read_hypotheses(vault, "case_id = ?1 OR case_id IN (SELECT id FROM cases WHERE merged_into = ?1)", case_id));
  for (auto& statement : statements) {
    TIP_TRY(auto marks, marks_of(vault, statement.id));
    for (auto& hypothesis : out.hypotheses)
      if (const auto mark = marks.find(hypothesis.id); mark != marks.end())
        hypothesis.score += against(mark->second) * credibility_weight(statement.credibility);
    out.evidence.push_back({std::move(statement), std::move(marks)});
  }
  return out;
}

Result<Hypothesis> find_hypothesis(Vault& vault, std::int64_t id) {
  TIP_TRY(auto found, read_hypotheses(vault, "id = ?", id));
  if (found.empty()) return fail(Errc::not_found, "hypothesis");
  return std::move(found.front());
}

Result<std::int64_t> save_hypothesis(Vault& vault, const Hypothesis& hypothesis, std::uint64_t now) {
  TIP_CHECK(check_case_text(hypothesis.text, kHypothesisBytesMax));
  if (hypothesis.id == 0) return add_hypothesis(vault, hypothesis, now);
  TIP_TRY(const auto before, find_hypothesis(vault, hypothesis.id));
  const auto done = run_audited(vault, now, "change hypothesis", spaced({before.case_id, before.id}), [&]() -> Result<void> {
    TIP_CHECK(check_edition(vault, hypothesis.id, hypothesis.edition));
    return vault.db().prepare("UPDATE hypotheses SET text = ?, edition = edition + 1 WHERE id = ?")
        .bind(std::string_view(hypothesis.text)).bind(hypothesis.id).run();
  });
  TIP_CHECK(done);
  return hypothesis.id;
}

Result<void> remove_hypothesis(Vault& vault, std::int64_t id, std::int64_t edition, std::uint64_t now) {
  TIP_TRY(const auto found, find_hypothesis(vault, id));
  return run_audited(vault, now, "remove hypothesis", spaced({found.case_id, id}), [&]() -> Result<void> {
    TIP_CHECK(check_edition(vault, id, edition));
    return vault.db().prepare("DELETE FROM hypotheses WHERE id = ?").bind(id).run();
  });
}

Result<void> set_mark(Vault& vault, std::int64_t statement, std::int64_t hypothesis, Mark mark,
                      const std::optional<SeenMark>& seen, std::uint64_t now) {
  TIP_TRY(const auto found, find_hypothesis(vault, hypothesis));
  const auto detail = spaced({found.case_id, statement, hypothesis}) + " " + std::string(mark_name(mark));
  return run_audited(vault, now, "mark", detail, [&]() -> Result<void> {
    TIP_CHECK(check_statement_of(vault, statement, found));
    TIP_TRY(const auto marks, marks_of(vault, statement));
    const auto before = marks.contains(hypothesis) ? std::optional(marks.at(hypothesis)) : std::nullopt;
    if (seen && seen->mark != before) return fail(Errc::stale, kChangedMeanwhile);
    return vault.db().prepare("INSERT INTO marks(hypothesis, statement, mark) VALUES(?, ?, ?)"
                              " ON CONFLICT(hypothesis, statement) DO UPDATE SET mark = excluded.mark")
        .bind(hypothesis).bind(statement).bind(mark_name(mark)).run();
  });
}

}  // namespace tipstaff::desk
