#pragma once
// CaseFile: all that leaves the room with a case, gathered once; every format is
// written from it. Texts are as they were sent: writers escape, and those for people
// defang too. Times are unix seconds.

#include <string>
#include <vector>

#include "casework/observables/observable.h"
#include "tipstaff/bytes/fixed.h"

namespace tipstaff::casework {

// The Traffic Light Protocol 2.0: who may read it.
enum class Tlp : std::uint8_t { clear, green, amber, red };
// tlp_name is "TLP:RED"; tlp_word is "red".
[[nodiscard]] std::string_view tlp_name(Tlp tlp);
[[nodiscard]] std::string_view tlp_word(Tlp tlp);

// What the relay's log says about a tip's time.
enum class LogProof : std::uint8_t { none, verified, mismatch, unknown };

struct CaseAttachment {
  std::int64_t id = 0;
  std::string name;
  std::string type;                     // MIME, or "" when unknown
  std::uint64_t size = 0;
  Hash32 sha256;
  std::vector<Observable> observables;  // in what it turned into; offsets are not the message's
};

struct CaseMessage {
  std::int64_t id = 0;
  std::int64_t conversation = 0;
  std::uint64_t at = 0;
  std::uint64_t tick = 0;
  std::uint64_t leaf = 0;
  LogProof proof = LogProof::none;
  std::string text;
  Hash32 sha256;                        // of the text
  std::vector<CaseAttachment> attachments;
  std::vector<Observable> observables;
};

// CaseStatement: what an officer reads in [offset, offset + length) of a message.
struct CaseStatement {
  std::int64_t id = 0;
  std::string text;
  char reliability = 'F';               // Admiralty code: A to F of the source,
  char credibility = '6';               // 1 to 6 of the information
  std::int64_t message = 0;             // 0: erased since
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::uint64_t at = 0;
};

struct CaseAccount {
  Type type = Type::count_;
  std::string value;
};

struct CaseSuspect {
  std::int64_t id = 0;
  std::string name;
  std::vector<std::string> aliases;
  std::vector<CaseAccount> accounts;
  std::vector<std::string> places;
  std::vector<std::string> times;
  std::string note;
  std::vector<std::int64_t> statements; // what it rests on
};

struct CaseHypothesis {
  std::int64_t id = 0;
  std::string text;
  double against = 0;                   // what speaks against it; the lowest stands best
};

// CaseMark: how a statement goes with a hypothesis, from 2 (fits well) to -2 (cannot be).
struct CaseMark {
  std::int64_t statement = 0;
  std::int64_t hypothesis = 0;
  int fit = 0;
};

// CaseHint is never where somebody is: a place that something points to, how, and how far
// that can be believed. A band of time zones has no point.
struct CaseHint {
  std::string place;
  bool has_point = false;
  double lat = 0;
  double lon = 0;
  double radius_m = 0;
  std::string method;
  std::string caveat;
  std::int64_t message = 0;             // 0: of no single message
};

// CaseEvent is a line of the audit chain that is about this case.
struct CaseEvent {
  std::int64_t line = 0;
  std::uint64_t at = 0;
  std::string action;
  std::string detail;
  std::string who;                      // the officer; "" where none is known
};

// who_did is that officer's name, or "-".
[[nodiscard]] std::string who_did(const CaseEvent& event);
// is_of_leaving: lines about exports, which say nothing about the case and are not in the
// formats for programs: so the same case is the same bytes.
[[nodiscard]] bool is_of_leaving(const CaseEvent& event);

struct CaseFile {
  std::int64_t number = 0;
  std::string name;
  std::uint64_t opened_at = 0;
  std::string post;                     // its name
  std::string post_key;                 // its signing key, in hexadecimal
  std::string programme;                // the origin of its relay
  Tlp tlp = Tlp::red;
  std::vector<std::int64_t> conversations;
  std::vector<std::int64_t> merged;     // cases for which this one stands
  std::vector<CaseMessage> messages;    // of sources; ours are not evidence
  std::vector<CaseStatement> statements;
  std::vector<CaseSuspect> suspects;
  std::vector<CaseHypothesis> hypotheses;
  std::vector<CaseMark> marks;
  std::vector<CaseHint> hints;
  std::vector<CaseEvent> custody;
  std::int64_t audit_lines = 0;         // of the whole chain, and its head
  Hash32 audit_head;
};

// changed_at is the newest time of the case's contents; an export changes nothing.
[[nodiscard]] std::uint64_t changed_at(const CaseFile& file);

// all_named lists what a message and its attachments name.
[[nodiscard]] std::vector<const Observable*> all_named(const CaseMessage& message);

// message_of finds a message; nothing when it was erased.
[[nodiscard]] const CaseMessage* message_of(const CaseFile& file, std::int64_t id);

// quote_of returns the bytes that a statement points at; "" when there are none.
[[nodiscard]] std::string_view quote_of(const CaseFile& file, const CaseStatement& statement);

}  // namespace tipstaff::casework
