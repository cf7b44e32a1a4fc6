#pragma once
// What desk.conf and the command line say.

#include <filesystem>
#include <string>
#include <vector>

#include "desk/post/relay_client.h"
#include "platform/programme_file.h"
#include "platform/secret_input.h"

namespace tipstaff::desk {

// What happens to the engine while the page is locked.
enum class WhenLocked : std::uint8_t { stop = 0, receive = 1 };

struct DeskConfig {
  std::string data = "desk-data";
  std::string programme;                 // default DATA/programme.conf
  std::string read_door;                 // default: relay_url of the programme
  std::string post_door;
  std::string lodge_door;                // default: lodge_url of the programme
  std::string socks5;
  std::string listen = "127.0.0.1:8110";
  bool tls = false;                      // officers log in from other machines
  std::string tls_cert, tls_key;         // the operator's; default: a self-made one in the data folder
  std::vector<std::string> host_names;   // by which browsers reach the page, besides the address
  bool four_eyes_export = false;         // what leaves the vault leaves when a second person agreed
  std::string ui;                        // folder of the page's files
  std::string save_folder;               // default DATA/saved
  std::string names;                     // the gazetteer names.tsn; default: beside the program
  std::string mmdb;                      // the operator's database of IP addresses; default: none
  unsigned idle_minutes = 15;
  WhenLocked when_locked = WhenLocked::stop;
  std::string officer;                   // whose passphrase it is; default: the only officer
  platform::SecretInput passphrase;

  [[nodiscard]] std::filesystem::path folder() const { return data; }
  [[nodiscard]] std::filesystem::path programme_path() const;
  // save_path is absolute: the page shows it to people who do not know where we run.
  [[nodiscard]] std::filesystem::path save_path() const;
};

// config_text writes a commented desk.conf.
[[nodiscard]] std::string config_text(const DeskConfig& config);

// Errors: those of read_programme_file.
[[nodiscard]] Result<platform::ProgrammeFile> read_programme(const DeskConfig& config);
// relay_addresses. Errors: bad_value (no post door given).
[[nodiscard]] Result<RelayAddresses> relay_addresses(const DeskConfig& config,
                                                     const platform::ProgrammeFile& programme);

}  // namespace tipstaff::desk
