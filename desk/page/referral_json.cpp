#include "desk/page/referral_json.h"

#include <boost/json.hpp>

#include "desk/page/json.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::array kStates = {"sending", "handed", "acknowledged", "stopped", "withdrawn", "taken", "refused", "arriving", "held"};
constexpr std::array kVerdicts = {"in_log", "no_proof", "other_key", "wrong", "forged"};

}  // namespace

json::object referral_json(const ReferralInfo& info) {
  return {{"id", info.id}, {"outgoing", info.outgoing}, {"case", info.of_case}, {"subject", info.subject}, {"peer", shown(info.peer)},
          {"note", shown(info.note)}, {"at", info.at}, {"parts", info.parts}, {"done", info.done},
          {"state", kStates[static_cast<std::size_t>(info.state)]}};
}

Result<json::array> referred_json(Vault& vault, std::int64_t conversation) {
  TIP_TRY(const auto all, list_referred(vault, conversation));
  json::array out;
  for (const auto& one : all) {
    json::array posts;
    for (const auto& name : one.posts) posts.emplace_back(shown(name));
    out.emplace_back(json::object{{"message", one.message}, {"referral", one.referral}, {"posts", std::move(posts)}, {"when", one.when},
                                  {"number", one.number}, {"note", shown(one.note)}, {"said", one.said_in_log},
                                  {"verdict", kVerdicts[static_cast<std::size_t>(one.verdict)]}});
  }
  return out;
}

}  // namespace tipstaff::desk
