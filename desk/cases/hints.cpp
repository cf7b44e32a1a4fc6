#include "desk/cases/hints.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>

#include "desk/cases/cases.h"
#include "desk/cases/peeled.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

// Gather takes hints and posting hours of one conversation after the other.
class Gather {
 public:
  Gather(Vault& vault, const casework::Locator& locator) : vault_(vault), locator_(locator) {}

  Result<void> add(std::int64_t conversation) {
    TIP_TRY(const auto messages, list_messages(vault_, conversation));
    for (const auto& message : messages) {
      if (message.outgoing) continue;
      message_from_ = out_.hints.size();
      TIP_TRY(auto hints, locator_.hints_of_text(as_text(message.text)));
      for (auto& hint : hints) out_.hints.push_back({std::move(hint), conversation, message.id, 0, ""});
      keep_the_strongest(message_from_, kMessageHintsMax);
      TIP_CHECK(add_hours(as_text(message.text)));
      for (const auto& file : message.files) TIP_CHECK(add_file(message, file.id));
    }
    return {};
  }

  CaseHints finish() {
    if (auto hint = casework::hint_of_hours(std::move(hours_))) out_.hints.push_back({std::move(*hint), 0, 0, 0, ""});
    keep_the_strongest(0, kCaseHintsMax);
    std::vector<casework::SaidHint> placed;
    for (const auto& one : out_.hints) placed.push_back({&one.hint, one.message});
    out_.conflicts = casework::conflicts_of(placed);
    return std::move(out_);
  }

 private:
  Result<void> add_hours(std::string_view text) {
    TIP_TRY(auto hours, locator_.posting_hours(text));
    hours_.insert(hours_.end(), hours.begin(), hours.end());
    return {};
  }

  // add_file takes what an attachment turned into: its texts, and the properties of each
  // thing that was found inside of it.
  Result<void> add_file(const MessageInfo& message, std::int64_t file) {
    TIP_TRY(const auto parts, list_peeled(vault_, file));
    if (parts.empty()) ++out_.unopened;
    const auto keep = [&](casework::PlaceHint hint, const std::string& path) {
      out_.hints.push_back({std::move(hint), message.conversation, message.id, file, path});
    };
    std::map<std::string_view, std::vector<casework::Property>> properties;
    std::string text;
    for (const auto& part : parts) {
      if (part.kind == PartKind::property) properties[part.path].push_back({part.name, part.text});
      if (part.kind != PartKind::text) continue;
      text += part.text + "\n";
      TIP_TRY(auto hints, locator_.hints_of_text(part.text));
      for (auto& hint : hints) keep(std::move(hint), part.path);
      keep_the_strongest(message_from_, kMessageHintsMax);
      TIP_CHECK(add_hours(part.text));
    }
    for (const auto& [path, list] : properties)
      for (auto& hint : locator_.hints_of_properties(list)) keep(std::move(hint), std::string(path));
    keep_the_strongest(message_from_, kMessageHintsMax);
    if (auto hint = locator_.hint_of_language(text)) keep(std::move(*hint), "");
    return {};
  }

  // keep_the_strongest leaves the `most` strongest of those from `from` on; of equals the
  // first ones.
  void keep_the_strongest(std::size_t from, std::size_t most) {
    auto& all = out_.hints;
    if (all.size() - from <= most) return;
    std::vector<double> scores;
    for (std::size_t i = from; i < all.size(); ++i) scores.push_back(all[i].hint.score);
    std::ranges::nth_element(scores, scores.begin() + static_cast<std::ptrdiff_t>(most) - 1, std::greater{});
    const double least = scores[most - 1];
    auto equals = most - static_cast<std::size_t>(std::ranges::count_if(scores, [&](double score) { return score > least; }));
    auto kept = from;
    for (std::size_t i = from; i < all.size(); ++i) {
      const double score = all[i].hint.score;
      if (score < least || (score == least && equals == 0)) continue;
      if (score == least) --equals;
      if (kept != i) all[kept] = std::move(all[i]);
      ++kept;
    }
    out_.left_out += all.size() - kept;
    all.resize(kept);
  }

  Vault& vault_;
  const casework::Locator& locator_;
  CaseHints out_;
  std::size_t message_from_ = 0;  // where the hints of this message begin
  std::vector<casework::ActiveHour> hours_;
};

double rounded(double value, double parts) { return std::round(value * parts) / parts; }

json::object hint_json(const CaseHint& one) {
  const auto& hint = one.hint;
  json::object out{{"kind", casework::hint_kind_name(hint.kind)},
                   {"place", platform::display_text(as_bytes(hint.place))},
                   {"country", casework::country_text(hint.country)},
                   {"radius_m", hint.radius_m},
                   {"conversation", one.conversation},
                   {"message", one.message},
                   {"begin", hint.begin},
                   {"length", hint.length},
                   {"file", one.file},
                   {"path", platform::display_text(as_bytes(one.path))},
                   {"method", hint.method},
                   {"reliability", std::string(1, hint.reliability)},
                   {"caveat", casework::caveat_name(hint.caveat)},
                   {"caveat_text", casework::caveat_text(hint.caveat)},
                   {"wording", casework::score_words(hint.score)},
                   {"score", rounded(hint.score, 1000)}};
  out["at"] = hint.at ? json::value(*hint.at) : json::value(nullptr);
  if (hint.point) out["lat"] = rounded(hint.point->lat, 1e6), out["lon"] = rounded(hint.point->lon, 1e6);
  if (hint.band) out["band_from"] = hint.band->from, out["band_to"] = hint.band->to;
  return out;
}

}  // namespace

Result<CaseHints> hints_of_conversation(Vault& vault, const casework::Locator& locator, std::int64_t conversation) {
  TIP_CHECK(find_conversation(vault, conversation));
  Gather gather(vault, locator);
  TIP_CHECK(gather.add(conversation));
  return gather.finish();
}

Result<CaseHints> hints_of_case(Vault& vault, const casework::Locator& locator, std::int64_t id) {
  TIP_TRY(const auto info, find_case(vault, id));
  Gather gather(vault, locator);
  for (const auto conversation : info.conversations) TIP_CHECK(gather.add(conversation));
  return gather.finish();
}

json::object hints_json(const CaseHints& hints, const std::vector<std::string>& notes) {
  json::array list, conflicts, notes_list;
  for (const auto& one : hints.hints) list.emplace_back(hint_json(one));
  for (const auto& one : hints.conflicts)
    conflicts.emplace_back(json::object{{"a", one.a}, {"b", one.b}, {"km", std::llround(one.km)}});
  for (const auto& note : notes) notes_list.emplace_back(note);
  return {{"hints", std::move(list)}, {"conflicts", std::move(conflicts)}, {"left_out", hints.left_out}, {"unopened", hints.unopened}, {"notes", std::move(notes_list)}};
}

}  // namespace tipstaff::desk
