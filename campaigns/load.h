#pragma once
// Loading: files into shares, with progress and what was set aside.

#include <string>
#include <vector>

#include "campaigns/pictures.h"
#include "casework/campaigns/post_reader.h"
#include "casework/campaigns/traces.h"

namespace tipstaff::campaigns {

struct LoadOptions {
  std::vector<std::string> files;
  std::vector<std::string> mapping;   // words of apply_mapping_word
  bool confirmed = false;             // take a guessed mapping that belongs to no known layout
  std::string rejected;               // file for rows that were set aside; empty: none is kept
  std::int32_t zone_minutes = 0;
  std::string account;
  bool snowflakes = true;
  const Pictures* pictures = nullptr; // of the posts, where there are some
  bool progress = false;              // draw a bar on standard error
  std::int64_t now_ms = 0;
  Runner runner = run_in_turn;        // for what posts are made of; one more thread reads
};

// load reads every file into `builder`. What goes wrong in a file after its first rows is
// said in `notes` and does not undo them.
// Errors: not_found (no such file), wrong_state (a mapping to confirm: `notes` shows it),
// and those of the readers before the first row.
[[nodiscard]] Result<Reading> load(const LoadOptions& options, TraceBuilder& builder, std::string& notes);

// describe_columns shows what load would take from the first file.
[[nodiscard]] Result<std::string> describe_columns(const LoadOptions& options);

}  // namespace tipstaff::campaigns
