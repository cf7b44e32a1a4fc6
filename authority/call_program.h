#pragma once
// The commands `tipstaff-authority call ...`: sign, new, amend, renew, close, communique,
// show, preview, export.

#include <CLI/CLI.hpp>

#include "authority/authority.h"
#include "platform/secret_input.h"

namespace tipstaff::authority {

class CallProgram {
 public:
  // Adds the command `call` to the program.
  explicit CallProgram(CLI::App& app);

  [[nodiscard]] bool asked() const { return call_->parsed(); }
  // run returns the exit status: 0 done, 1 it did not work.
  [[nodiscard]] int run() const;

 private:
  struct Arguments {
    std::string folder = "authority";
    platform::SecretInput passphrase;
    std::string id;
    std::string draft;
    std::string out;
    std::string until;
    std::string reason;
    std::string code;
  };
  CLI::App* add(const char* name, const char* what);
  CLI::App* add_signing(const char* name, const char* what);

  Arguments args_;
  CLI::App* call_;
  CLI::App* sign_;
  CLI::App* new_;
  CLI::App* amend_;
  CLI::App* renew_;
  CLI::App* close_;
  CLI::App* communique_;
  CLI::App* show_;
  CLI::App* preview_;
};

// Shared with the other commands.
void add_passphrase_options(CLI::App& command, platform::SecretInput& passphrase);
[[nodiscard]] Result<Authority> unlock_authority(const std::filesystem::path& folder,
                                                 const platform::SecretInput& passphrase);

}  // namespace tipstaff::authority
