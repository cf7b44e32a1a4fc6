#include "desk/config.h"

namespace tipstaff::desk {

std::filesystem::path DeskConfig::programme_path() const {
  return programme.empty() ? folder() / "programme.conf" : std::filesystem::path(programme);
}

std::filesystem::path DeskConfig::save_path() const {
  return std::filesystem::absolute(save_folder.empty() ? folder() / "saved" : std::filesystem::path(save_folder));
}

std::string config_text(const DeskConfig& config) {
  const auto line = [](std::string_view key, const std::string& value) {
    return (value.empty() ? "#" : "") + std::string(key) + " = \"" + value + "\"\n";
  };
  return "# tipstaff-desk reads this file from its data folder.\n"
         "# Each line is also a flag: post-door = X is --post-door X. Flags win.\n\n"
         "# Where the relay is. The operator gives the post door to posts only; the read door\n"
         "# is relay_url of the programme file unless it is said here, the lodge door lodge_url.\n" +
         line("post-door", config.post_door) + line("read-door", config.read_door) +
         line("lodge-door", config.lodge_door) +
         "\n# Tor's proxy, for onion addresses: 127.0.0.1:9050\n" + line("socks5", config.socks5) +
         "\n# The desk's page. Without TLS on this machine only.\n" + line("listen", config.listen) +
         "# For several machines: an address of this one, and TLS. Officers then log in by name.\n"
         "# The certificate is made by the desk unless the operator gives one (PEM).\n"
         "tls = " + (config.tls ? "true" : "false") + "\n" + line("tls-cert", config.tls_cert) + line("tls-key", config.tls_key) +
         "# Names besides the address by which browsers reach it.\n#host-name = [\"desk.example\"]\n"
         "\n# true: what one officer exports a supervisor approves, another person.\n"
         "four-eyes-export = " + (config.four_eyes_export ? "true" : "false") + "\n"
         "\n# After so many minutes without a key or a click the page asks for the passphrase.\n"
         "# when-locked = stop: the vault is closed too, and bags are taken once it is open\n"
         "# again (the relay keeps them for 7 days; keys are uploaded 8 epochs ahead).\n"
         "# when-locked = receive: the vault stays open for incoming tips; better for a post\n"
         "# that is alone over a week-end, worse if the machine is taken while it runs.\n"
         "idle-minutes = " + std::to_string(config.idle_minutes) + "\n"
         "when-locked = \"" + (config.when_locked == WhenLocked::stop ? "stop" : "receive") + "\"\n"
         "\n# Where attachments are saved, outside of the vault and unencrypted.\n" +
         line("save-folder", config.save_folder) +
         "\n# A database of IP addresses (MMDB), for hints at places. None comes with Tipstaff.\n" +
         line("mmdb", config.mmdb);
}

Result<platform::ProgrammeFile> read_programme(const DeskConfig& config) {
  return platform::read_programme_file(config.programme_path());
}

Result<RelayAddresses> relay_addresses(const DeskConfig& config,
                                       const platform::ProgrammeFile& programme) {
  if (config.post_door.empty()) return fail(Errc::bad_value, "post-door");
  return RelayAddresses{config.read_door.empty() ? programme.relay_url : config.read_door,
                        config.post_door, config.socks5,
                        config.lodge_door.empty() ? programme.lodge_url : config.lodge_door};
}

}  // namespace tipstaff::desk
