#include "casework/exports/case_file.h"

#include <algorithm>
#include <array>

namespace tipstaff::casework {

std::string_view tlp_name(Tlp tlp) {
  constexpr std::array<std::string_view, 4> kNames = {"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"};
  return kNames[static_cast<std::size_t>(tlp)];
}

std::string_view tlp_word(Tlp tlp) {
  constexpr std::array<std::string_view, 4> kWords = {"clear", "green", "amber", "red"};
  return kWords[static_cast<std::size_t>(tlp)];
}

std::string who_did(const CaseEvent& event) { return event.who.empty() ? "-" : event.who; }

bool is_of_leaving(const CaseEvent& event) { return event.action.find("export") != std::string::npos; }

std::uint64_t changed_at(const CaseFile& file) {
  auto out = file.opened_at;
  for (const auto& one : file.messages) out = std::max(out, one.at);
  for (const auto& one : file.statements) out = std::max(out, one.at);
  for (const auto& one : file.custody)
    if (!is_of_leaving(one)) out = std::max(out, one.at);
  return out;
}

std::vector<const Observable*> all_named(const CaseMessage& message) {
  std::vector<const Observable*> out;
  for (const auto& one : message.observables) out.push_back(&one);
  for (const auto& file : message.attachments)
    for (const auto& one : file.observables) out.push_back(&one);
  return out;
}

const CaseMessage* message_of(const CaseFile& file, std::int64_t id) {
  for (const auto& one : file.messages)
    if (one.id == id) return &one;
  return nullptr;
}

std::string_view quote_of(const CaseFile& file, const CaseStatement& statement) {
  const auto* message = message_of(file, statement.message);
  if (message == nullptr || statement.offset > message->text.size()) return {};
  return std::string_view(message->text).substr(statement.offset, statement.length);
}

}  // namespace tipstaff::casework
