#include "casework/exports/tables.h"

#include "casework/exports/escape.h"
#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

std::string row_of(const CaseMessage& message, const Observable& one) {
  return std::to_string(message.conversation) + "," + std::to_string(message.id) + "," + csv_cell(type_name(one.type)) + "," +
         csv_cell(defang(one.value)) + "," + std::to_string(one.offset) + "," + std::to_string(one.length) + "," +
         csv_cell(confidence_name(one.confidence)) + "," + csv_cell(one.warning) + "," + csv_cell(one.benign) + "\r\n";
}

}  // namespace

std::string write_case_csv(const CaseFile& file) {
  std::string out = "conversation,message,type,value,offset,length,confidence,warning,benign\r\n";
  for (const auto& message : file.messages)
    for (const auto& one : message.observables) out += row_of(message, one);
  return out;
}

}  // namespace tipstaff::casework
