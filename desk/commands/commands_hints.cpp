// The commands `hints` and `timeline`.

#include <boost/json.hpp>
#include <cstdio>
#include <ctime>

#include "desk/cases/hints.h"
#include "desk/cases/timeline.h"
#include "desk/commands/lines.h"
#include "desk/commands/with_vault.h"
#include "desk/page/json.h"

namespace tipstaff::desk {
namespace {

std::string zone_text(int hours) { return std::string("UTC") + (hours < 0 ? "" : "+") + std::to_string(hours); }

std::string time_text(std::int64_t unix_seconds) {
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  std::array<char, 32> out{};
  if (::gmtime_r(&time, &parts) == nullptr) return "-";
  return {out.data(), std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M", &parts)};
}

std::string place_text(const casework::PlaceHint& hint) {
  if (hint.band) return zone_text(hint.band->from) + " to " + zone_text(hint.band->to);
  auto out = line_of(hint.place);
  if (hint.country[0] != '\0' && hint.place != casework::country_text(hint.country)) out += " (" + casework::country_text(hint.country) + ")";
  if (hint.point) out += ", within " + std::to_string((hint.radius_m + 999) / 1000) + " km";
  return out;
}

void print_hint(std::size_t number, const CaseHint& one) {
  const auto& hint = one.hint;
  std::printf("%4zu  %s %s\n", number, std::string(casework::score_words(hint.score)).c_str(), place_text(hint).c_str());
  std::printf("      by %s, reliability %c, ", std::string(hint.method).c_str(), hint.reliability);
  if (one.message == 0) std::printf("all texts together\n");
  else if (one.file == 0) std::printf("conversation %lld, message %lld, bytes %u to %u\n", static_cast<long long>(one.conversation),
                                      static_cast<long long>(one.message), hint.begin, hint.begin + hint.length);
  else std::printf("conversation %lld, file %lld %s\n", static_cast<long long>(one.conversation), static_cast<long long>(one.file),
                   line_of(one.path).c_str());
  std::printf("      %s\n", std::string(casework::caveat_text(hint.caveat)).c_str());
}

void print_hints(const CaseHints& found) {
  for (std::size_t i = 0; i < found.hints.size(); ++i) print_hint(i, found.hints[i]);
  for (const auto& one : found.conflicts)
    std::printf("conflict: %zu and %zu lie %.0f km apart; both stay\n", one.a, one.b, one.km);
  if (found.left_out > 0) std::fprintf(stderr, "%llu weaker hints are left out.\n", static_cast<unsigned long long>(found.left_out));
  if (found.unopened > 0)
    std::fprintf(stderr, "%llu attachments were not opened yet; tipstaff-desk peel opens them.\n", static_cast<unsigned long long>(found.unopened));
  std::fprintf(stderr, found.hints.empty() ? "Nothing points at a place.\n" : "Hints only: none of them says where anybody is.\n");
}

}  // namespace

int command_hints(const Arguments& arguments) {
  if ((arguments.number != 0) == (arguments.other != 0))
    return complain(kWrongUse, "hints takes a conversation, or --case N.", "");
  PlaceSources places(arguments);
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    const auto& locator = places.locator();
    TIP_TRY(const auto found, arguments.other != 0 ? hints_of_case(vault, locator, arguments.other)
                                                   : hints_of_conversation(vault, locator, arguments.number));
    for (const auto& note : places.notes()) std::fprintf(stderr, "%s\n", note.c_str());
    if (arguments.json) std::printf("%s\n", json_text(hints_json(found, places.notes())).c_str());
    else print_hints(found);
    return {};
  });
}

int command_timeline(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto events, timeline_of_case(vault, arguments.number));
    if (arguments.json) {
      std::printf("%s\n", json_text(timeline_json(events)).c_str());
      return {};
    }
    for (const auto& event : events)
      std::printf("%s  %-9s message %lld  %s\n", time_text(event.at).c_str(), std::string(event_kind_name(event.kind)).c_str(),
                  static_cast<long long>(event.message), line_of(event.text).c_str());
    return {};
  });
}

}  // namespace tipstaff::desk
