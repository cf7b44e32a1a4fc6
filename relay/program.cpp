#include "relay/program.h"

#include <pthread.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>

#include "platform/entropy.h"
#include "platform/process.h"
#include "relay/relay.h"

namespace tipstaff::relay {
namespace {

constexpr std::size_t kKeyFileMax = 256;

struct Arguments {
  std::string data = "relay-data";
  std::string programme;
  std::string roster;
  std::string page;
  std::string calls;
  std::string read = "127.0.0.1:8101";
  std::string lodge = "127.0.0.1:8102";
  std::string post = "127.0.0.1:8103";
  std::string key_file;
  std::string slot_key_file;
  unsigned keys_wait = 60;
  std::string bag_class = "S";
};

int complain(std::string_view what, std::string_view next) {
  std::fprintf(stderr, "tipstaff-relay: %.*s\n", static_cast<int>(what.size()), what.data());
  if (!next.empty()) std::fprintf(stderr, "  %.*s\n", static_cast<int>(next.size()), next.data());
  return 1;
}

// An address that no door can have, said with its flag.
std::optional<int> refuse_doors(const Arguments& args) {
  const std::array<std::pair<std::string_view, const std::string*>, 3> doors{
      {{"--read", &args.read}, {"--lodge", &args.lodge}, {"--post", &args.post}}};
  for (const auto& [flag, address] : doors) {
    if (const auto good = platform::check_address(*address); !good)
      return complain("the address of " + std::string(flag) + " cannot be used: " + std::string(good.error().where) + ".",
                      "It is 127.0.0.1:PORT or unix:/path/to.sock: only Tor on this machine comes to the doors.");
    for (const auto& [other_flag, other] : doors)
      if (flag < other_flag && *address == *other && !address->ends_with(":0"))
        return complain(std::string(flag) + " and " + std::string(other_flag) + " have the same address.", "Each door needs its own.");
  }
  return std::nullopt;
}

template <class S>
Result<S> read_key(const std::filesystem::path& path, std::string_view flag) {
  const auto text = platform::read_file(path, kKeyFileMax);
  if (!text) return fail(text.error().code, flag);
  auto line = as_text(*text);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  auto bytes = from_hex(line);
  if (!bytes) return fail(Errc::bad_text, flag);
  auto out = S::parse(*bytes);
  wipe(bytes->data(), bytes->size());
  if (!out) return fail(Errc::bad_text, flag);
  return out;
}

Result<void> write_key(const std::filesystem::path& path, ByteView key) {
  auto text = to_hex(key) + "\n";
  auto written = platform::write_file(path, as_bytes(text), platform::Access::owner_only);
  wipe(text.data(), text.size());
  return written;
}

std::filesystem::path key_path(const Arguments& args) {
  return args.key_file.empty() ? std::filesystem::path(args.data) / "relay.key"
                               : std::filesystem::path(args.key_file);
}
std::filesystem::path slot_key_path(const Arguments& args) {
  return args.slot_key_file.empty() ? std::filesystem::path(args.data) / "slot.key"
                                    : std::filesystem::path(args.slot_key_file);
}

std::string config_text(const Arguments& args) {
  return "# tipstaff-relay: start it with  tipstaff-relay run --config THIS-FILE\n"
         "# Each line is also a flag: read = X is --read X. Flags win.\n\n"
         "# Where lodgings, answers and published files live. Nobody but the relay reads it.\n"
         "data = \"" + args.data + "\"\n\n"
         "# The programme file and the signed roster, as the authority made them. The roster\n"
         "# is read again before each tick; a newer one takes effect with the next epoch.\n"
         "#programme = \"programme.conf\"\n#roster = \"roster.tsr\"\n\n"
         "# The source's page (a folder with index.html).\n#page = \"web\"\n\n"
         "# The calls' pages, as  tipstaff-authority call export  wrote them; read again when\n"
         "# they change.\n#calls = \"calls\"\n\n"
         "# The three doors: loopback addresses or unix:/path/to.sock, for an onion service each.\n"
         "# Protect the post door with Tor's client authorization.\n"
         "read = \"" + args.read + "\"\nlodge = \"" + args.lodge + "\"\npost = \"" + args.post + "\"\n\n"
         "# The two keys. Better kept off this disk: a systemd credential, a mounted secret.\n"
         "key-file = \"" + key_path(args).string() + "\"\n"
         "slot-key-file = \"" + slot_key_path(args).string() + "\"\n\n"
         "# At start, seconds to wait until every post has uploaded its keys.\n"
         "keys-wait = " + std::to_string(args.keys_wait) + "\n\n"
         "# How much one bag holds: S (31 lodgings) or M (255). See docs/operate.md.\n"
         "class = \"" + args.bag_class + "\"\n";
}

int init(const Arguments& args) {
  std::error_code ignored;
  const auto key = key_path(args);
  if (std::filesystem::exists(key, ignored) || std::filesystem::exists(slot_key_path(args), ignored))
    return complain("there are keys already, so nothing was changed.",
                    "Keep them: with other keys the log and the waiting answers are lost.");
  auto drbg = platform::fresh_drbg();
  const auto sign_seed = drbg.draw<crypto::SignSeed>();
  const auto slot_key = drbg.draw<SlotKey>();
  const auto config = std::filesystem::path(args.data) / "relay.conf";
  const auto text = config_text(args);
  if (!write_key(key, sign_seed.expose()) || !write_key(slot_key_path(args), slot_key.expose()) ||
      !platform::write_file(config, as_bytes(text), platform::Access::owner_only))
    return complain("the keys could not be written.", "Is the folder writable, is there room?");
  std::filesystem::permissions(args.data, std::filesystem::perms::owner_all, ignored);
  std::printf("relay_vk = %s\n", to_hex(crypto::SignKey(sign_seed).verify_key().view()).c_str());
  std::fprintf(stderr, "Give relay_vk to the authority; it goes into the roster.\n"
               "Then fill in programme and roster in %s.\n", config.c_str());
  return 0;
}

// explain says in a sentence why the relay cannot start.
int explain(const Error& error) {
  const std::string where(error.where);
  switch (error.code) {
    case Errc::conflict:
      return complain("an address is in use already.", "Is another relay running? Choose other ports with --read, --lodge, --post.");
    case Errc::not_found:
      if (error.where.starts_with("page") && error.code == Errc::wrong_hash)
        return complain("the files of --page are not those that their manifest.txt lists.", "Copy the whole folder again: build/web/source.");
      if (error.where.starts_with("page"))
        return complain("the folder of --page has no index.html, or cannot be read.", "The build makes it: build/web/source.");
      if (error.where.starts_with("calls"))
        return complain("the folder of --calls is not one that  tipstaff-authority call export  wrote.", "Export the calls again.");
      return complain("the file of " + where + " is not given or cannot be read.", "Give it on the command line, or in the file of --config.");
    case Errc::bad_text: case Errc::too_large: case Errc::wrong_length: case Errc::bad_magic:
      return complain("a file is not what it should be: " + where + ".",
                      "Keys are those of  tipstaff-relay init ; programme.conf and roster.tsr come from the authority.");
    case Errc::bad_value:
      return complain("it cannot start: " + where + ".",
                      error.where == "the roster names another relay key"
                          ? "Give --key-file the key that it names, or have the authority sign:  tipstaff-authority renew --relay-vk ..." : "");
    case Errc::bad_ciphertext:
      return complain("the slot key does not open the waiting answers.", "Give the key that this data folder was used with.");
    case Errc::bad_signature:
      return complain("the roster is not signed by the programme's authority.", "Take both files from the authority again.");
    case Errc::wrong_state:
      return complain("the data folder cannot be used: " + where + ".", "Is there room, and may this user write there?");
    default:
      return complain("it cannot start: " + where + " (" + std::string(errc_name(error.code)) + ").", "");
  }
}

Result<std::unique_ptr<Relay>> open_relay(const Arguments& args, const platform::Clock& clock) {
  RelayOptions options;
  options.data = args.data;
  options.roster_file = args.roster;
  options.page = args.page;
  options.calls = args.calls;
  options.read_address = args.read;
  options.lodge_address = args.lodge;
  options.post_address = args.post;
  options.keys_wait = std::chrono::seconds(args.keys_wait);
  options.leaves = args.bag_class == "M" ? wire::kLeavesClassM : wire::kLeavesClassS;
  options.say = [](std::string_view line) {
    std::fprintf(stderr, "tipstaff-relay: %.*s\n", static_cast<int>(line.size()), line.data());
  };
  auto programme = platform::read_programme_file(args.programme);
  if (!programme)
    return fail(programme.error().code, programme.error().code == Errc::not_found ? "--programme" : programme.error().where);
  options.programme = std::move(*programme);
  RelayKeys keys;
  TIP_TRY(keys.sign_seed, read_key<crypto::SignSeed>(key_path(args), "--key-file"));
  TIP_TRY(keys.slot_key, read_key<SlotKey>(slot_key_path(args), "--slot-key-file"));
  return Relay::open(std::move(options), std::move(keys), clock);
}

int run(const Arguments& args) {
  if (const auto refused = refuse_doors(args)) return *refused;
  platform::allow_many_files();  // three doors of 512 connections, and the shelf
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts
  ::signal(SIGPIPE, SIG_IGN);
  const platform::SystemClock clock;
  auto relay = open_relay(args, clock);
  if (!relay) return explain(relay.error());
  const auto& ports = (*relay)->ports();
  std::printf("read %u\nlodge %u\npost %u\n", ports.read, ports.lodge, ports.post);
  std::fflush(stdout);
  std::jthread waiter([&] {
    int which = 0;
    ::sigwait(&signals, &which);
    (*relay)->stop();
  });
  (*relay)->run();
  return 0;
}

int check_config(const Arguments& args) {
  if (const auto refused = refuse_doors(args)) return *refused;
  Arguments other = args;
  other.read = other.lodge = other.post = "127.0.0.1:0";  // a running relay is not disturbed
  // A folder that nobody else can have made: opening one drops what it does not know.
  auto scratch = (std::filesystem::temp_directory_path() / "tipstaff-check-XXXXXX").string();
  if (::mkdtemp(scratch.data()) == nullptr)
    return complain("no folder can be made to try it in.", "Is there room in " + scratch + "?");
  other.data = scratch;
  other.key_file = key_path(args).string();
  other.slot_key_file = slot_key_path(args).string();
  const platform::SystemClock clock;
  const auto relay = open_relay(other, clock);
  std::error_code ignored;
  std::filesystem::remove_all(scratch, ignored);
  if (!relay) return explain(relay.error());
  std::printf("The configuration is good.\n");
  return 0;
}

void add_options(CLI::App& app, Arguments& args) {
  app.set_config("--config", "", "a file with lines  flag = value  (see init)");
  app.add_option("--data", args.data, "folder of everything the relay keeps")->capture_default_str();
  app.add_option("--programme", args.programme, "programme.conf, from the authority");
  app.add_option("--roster", args.roster, "roster.tsr, from the authority; read again each tick");
  app.add_option("--page", args.page, "folder of the source's page, served by the read door");
  app.add_option("--calls", args.calls, "folder of the calls' pages, served under /calls/; read again when it changes");
  app.add_option("--read", args.read, "read door: 127.0.0.1:PORT or unix:/path")->capture_default_str();
  app.add_option("--lodge", args.lodge, "lodge door")->capture_default_str();
  app.add_option("--post", args.post, "post door")->capture_default_str();
  app.add_option("--key-file", args.key_file, "key that signs the log (default DATA/relay.key)");
  app.add_option("--slot-key-file", args.slot_key_file, "key that seals waiting answers (default DATA/slot.key)");
  app.add_option("--keys-wait", args.keys_wait, "seconds to wait for the posts' keys at start")->capture_default_str();
  app.add_option("--class", args.bag_class, "size of a bag: S (31 lodgings a tick) or M (255)")
      ->check(CLI::IsMember({"S", "M"}))->capture_default_str();
}

}  // namespace

int run_program(int argc, char** argv) {
  platform::keep_memory_private();
  CLI::App app("tipstaff-relay: takes sealed tips and publishes them on the tick. It can read none.\n"
               "A new relay: init, give relay_vk to the authority, then run.");
  app.footer("The options belong to every command and may stand before or after it.");
  app.require_subcommand(1);
  app.fallthrough();  // CLI11 reads a configuration file for the program, not for a subcommand
  Arguments args;
  auto* init_command = app.add_subcommand("init", "make the relay's keys and a commented relay.conf");
  auto* run_command = app.add_subcommand("run", "serve the three doors until SIGTERM or Ctrl-C");
  app.add_subcommand("check-config", "try options, files and keys, say what is wrong, change nothing");
  app.allow_config_extras(false);
  add_options(app, args);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (*init_command) return init(args);
  return *run_command ? run(args) : check_config(args);
}

}  // namespace tipstaff::relay
