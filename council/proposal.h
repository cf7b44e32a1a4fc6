#pragma once
// Proposal: a step of a call as a desk wrote it, in one file, for the authority to look
// at and sign. Nobody has signed it, so nothing in it is believed (PROTOCOL.md 13.7).

#include <map>

#include "council/record.h"

namespace tipstaff::council {

// DraftFiles are a draft as it lies in a folder (docs/calls.md).
struct DraftFiles {
  std::string call;                          // call.conf; "" in a communiqué
  std::map<std::string, std::string> texts;  // what LANGUAGE.txt holds, by language
  std::map<std::string, Bytes> pictures;     // by the name that call.conf calls them

  friend bool operator==(const DraftFiles&, const DraftFiles&) = default;
};

// The number on the wire is that of the step it becomes.
enum class Proposed : std::uint8_t { open = 1, amend = 2, renew = 3, close = 4, communique = 5 };

struct Proposal {
  Proposed what = Proposed::open;
  std::string id;                       // of the call
  Hash32 after;                         // the newest record that the desk knew; zero: open
  std::uint64_t until = 0;              // renew: the new end
  Ending ending = Ending::withdrawn;    // close
  DraftFiles files;                     // open, amend, communique

  friend bool operator==(const Proposal&, const Proposal&) = default;
};

// Every picture and every text at its largest stays below.
inline constexpr std::size_t kProposalBytesMax = 8 * 1024 * 1024;

// encode_proposal. Errors: too_large, bad_value (a field that this step does not have).
[[nodiscard]] Result<Bytes> encode_proposal(const Proposal& proposal);

// parse_untrusted_proposal checks form, not what the files say.
// Errors: bad_magic, bad_version, wrong_length, bad_value, bad_text, too_large, bad_padding.
[[nodiscard]] Result<Proposal> parse_untrusted_proposal(ByteView bytes);

}  // namespace tipstaff::council
