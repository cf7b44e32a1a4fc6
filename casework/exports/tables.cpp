#include "casework/exports/tables.h"

#include "casework/exports/escape.h"
#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

// `file`: "" for the message's own text, else the attachment whose parts the offset is of.
std::string row_of(const CaseMessage& message, const std::string& file, const Observable& one) {
  return std::to_string(message.conversation) + "," + std::to_string(message.id) + "," + file + "," + csv_cell(type_name(one.type)) + "," +
         csv_cell(defang(one.value)) + "," + std::to_string(one.offset) + "," + std::to_string(one.length) + "," +
         csv_cell(confidence_name(one.confidence)) + "," + csv_cell(one.warning) + "," + csv_cell(one.benign) + "\r\n";
}

}  // namespace

std::string write_case_csv(const CaseFile& file) {
  std::string out = "conversation,message,file,type,value,offset,length,confidence,warning,benign\r\n";
  for (const auto& message : file.messages) {
    for (const auto& one : message.observables) out += row_of(message, "", one);
    for (const auto& attachment : message.attachments)
      for (const auto& one : attachment.observables) out += row_of(message, std::to_string(attachment.id), one);
  }
  return out;
}

}  // namespace tipstaff::casework
