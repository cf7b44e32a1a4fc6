// The commands that run the desk: run, link, status.

#include <pthread.h>
#include <signal.h>

#include <cstdio>

#include "desk/commands/commands.h"
#include "desk/page/page_server.h"
#include "desk/post/engine_loop.h"
#include "platform/entropy.h"
#include "platform/file.h"
#include "platform/file_lock.h"
#include "platform/process.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kControlFileMax = 512;
const std::string kTlsControl = "tls ";

std::filesystem::path control_path(const DeskConfig& config) {
  return config.folder() / "desk.run";
}

const char* trouble_text(Trouble trouble) {
  switch (trouble) {
    case Trouble::none: return "all is well";
    case Trouble::relay_silent: return "the relay does not answer";
    case Trouble::not_begun: return "the relay has not begun yet";
    case Trouble::no_roster: return "no roster yet: tipstaff-desk import roster FILE";
    case Trouble::not_in_roster: return "the roster does not list this post";
    case Trouble::wrong_bytes: return "the relay served something that does not verify";
    case Trouble::two_bulletins: return "the relay showed two bulletins for one tick: tell the authority";
    case Trouble::went_back: return "the relay went back in time: was it restored from a copy?";
    case Trouble::roster_expired: return "the roster is not valid now: ask the authority for a new one";
    case Trouble::other_desk: return "another desk's keys are published for this post; this epoch's tips open there";
    case Trouble::vault: return "the vault cannot be written: is the disk full?";
    case Trouble::page_differs:
      return "the relay serves sources a page that the authority did not sign: warn sources by another way, tell the authority";
  }
  return "";
}

// The page's files: where --ui says, beside the program, where packages put them, or
// where the build does.
Result<UiFiles> find_ui(const DeskConfig& config) {
  if (!config.ui.empty()) return read_ui(config.ui);
  const auto program = platform::program_folder();
  for (const auto& folder : {program / "ui", program.parent_path() / "share" / "tipstaff" / "desk"})
    if (auto found = read_ui(folder)) return found;
  return read_ui(program.parent_path().parent_path() / "web" / "desk");
}

Result<std::string> ask_for_link(const std::string& port, std::string_view key) {
  TIP_TRY(auto client, platform::HttpClient::create({.url = "http://127.0.0.1:" + port,
                                                     .socks5 = "",
                                                     .time = std::chrono::seconds(5)}));
  TIP_TRY(const auto answer, client.request("POST", "/control/link", as_bytes(key)));
  if (answer.status != 200) return fail(Errc::bad_status, "desk");
  return std::string(as_text(answer.body));
}

// explain_door says why the page cannot be served.
int explain_door(const Error& error, const DeskConfig& config) {
  if (error.code == Errc::conflict)
    return complain(kFailed, config.listen + " is in use already, or is no address of this machine.", "Choose another one with --listen ADDRESS:PORT (port 0: any).");
  if (error.where == platform::kNotLoopback)
    return complain(kFailed, config.listen + " can be reached from other machines, and without TLS all would pass there in the clear, passphrases too. Nothing was opened.",
                    "Add --tls (a certificate is made, or give --tls-cert and --tls-key), or listen on 127.0.0.1.");
  if (error.where == kNoHostName)
    return complain(kFailed, "--listen names all networks, so the page has no name yet.", "Say how browsers reach it: --host-name desk.example , or listen on one address.");
  if (error.code == Errc::bad_text || error.code == Errc::not_found)
    return complain(kFailed, "the certificate or its key cannot be used. Nothing was opened.", "Both are PEM and belong together; this user must be able to read them.");
  if (error.code == Errc::wrong_state) return explain(error);
  return complain(kFailed, "--listen takes an address and a port: 127.0.0.1:8110.", "");
}

Result<std::unique_ptr<Engine>> make_engine(Desk& desk, const Arguments& arguments,
                                            const platform::ProgrammeFile& programme) {
  TIP_TRY(const auto addresses, relay_addresses(arguments, programme));
  TIP_TRY(auto relay, RelayClient::create(addresses));
  auto engine = std::make_unique<Engine>(desk, programme.programme, std::move(relay),
                                         caged_file_typer("/proc/self/exe"), platform::fresh_drbg());
  engine->make_visits(Visitor(programme.programme, addresses, platform::fresh_drbg()));
  engine->watch_page(PageGuard(platform::programme_json(programme)));
  return engine;
}

int run_once(Engine& engine) {
  const auto round = engine.round();
  const auto trouble = engine.status().trouble;
  std::fprintf(stderr, "%s\n", trouble_text(trouble));
  if (!round) return kFailed;
  std::printf("%zu\n", *round);
  return kDone;
}

// Running: everything of a desk that serves its page.
struct Running {
  Desk& desk;
  Engine& engine;
  EngineLoop loop{engine};
  std::unique_ptr<Api> api;
  std::unique_ptr<WebDoor> door;
};

Api::Options api_options(Running& running, const Arguments& arguments,
                         const platform::ProgrammeFile& programme, std::optional<Who> starts_as) {
  Api::Options out;
  out.programme = programme.programme;
  out.title = programme.title;
  out.save_folder = arguments.save_path();
  out.when_locked = arguments.when_locked;
  out.idle_ms = std::int64_t{arguments.idle_minutes} * 60 * 1000;
  out.engine_status = [&running] { return running.engine.status(); };
  out.wake_engine = [&running] { running.loop.wake(); };
  out.places = std::make_shared<PlaceSources>(arguments);
  out.peeler = caged_peeler(platform::program_folder());
  out.read_door = programme.relay_url;
  out.read_relay = call_reader(arguments, programme);
  out.four_eyes_export = arguments.four_eyes_export;
  out.starts_as = std::move(starts_as);
  out.campaigns = caged_campaigns(platform::program_folder());
  return out;
}

void say_open(const PageServer& server) {
  if (server.fingerprint().empty()) {
    std::fprintf(stderr, "The desk is open at that address; it works once. Another: tipstaff-desk link.  Stop: Ctrl-C.\n");
    return;
  }
  std::fprintf(stderr,
               "The desk is open at that address, for whoever has a name and a passphrase here.  Stop: Ctrl-C.\n"
               "%s has the SHA-256 fingerprint\n  %s\n"
               "Tell it to each officer by another way: their browser warns the first time, shows it, and they compare.\n",
               server.made_certificate() ? "A certificate was made; it" : "The certificate", server.fingerprint().c_str());
}

// serve runs until SIGTERM or Ctrl-C.
int serve(Desk& desk, Engine& engine, const Arguments& arguments,
          const platform::ProgrammeFile& programme, UiFiles files, std::optional<Who> who) {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts
  auto drbg = platform::fresh_drbg();
  const auto control_key = to_hex(drbg.draw<Hash32>().view());
  Running running{desk, engine, EngineLoop(engine), nullptr, nullptr};
  running.api = std::make_unique<Api>(desk, api_options(running, arguments, programme, std::move(who)), platform::fresh_drbg());
  running.door = std::make_unique<WebDoor>(*running.api, Sessions(desk.clock(), platform::fresh_drbg()),
                                           std::move(files), control_key);
  const auto server = PageServer::open(arguments, *running.door);
  if (!server) return explain_door(server.error(), arguments);
  const auto control = arguments.tls ? kTlsControl + running.door->address() + "\n"
                                     : std::to_string((*server)->port()) + " " + control_key + "\n";
  if (!platform::write_file(control_path(arguments), as_bytes(control), platform::Access::owner_only))
    return explain({Errc::wrong_state, "desk.run"});
  std::printf("%s\n", running.door->address().c_str());
  say_open(**server);
  std::fflush(stdout);
  std::jthread waiter([&] {
    int which = 0;
    ::sigwait(&signals, &which);
    (*server)->stop();
  });
  (*server)->run();
  std::error_code ignored;
  std::filesystem::remove(control_path(arguments), ignored);
  return kDone;
}

}  // namespace

// Calls are fetched over connections of their own, one after the other.
std::function<Result<Bytes>(std::string_view)> call_reader(const Arguments& arguments, const platform::ProgrammeFile& programme) {
  const auto addresses = relay_addresses(arguments, programme);
  if (!addresses) return {};
  auto client = RelayClient::create(*addresses);
  if (!client) return {};
  return [relay = std::make_shared<RelayClient>(std::move(*client))](std::string_view path) -> Result<Bytes> {
    TIP_TRY(auto answer, relay->read(path));
    if (answer.status != 200) return fail(Errc::bad_status, "relay");
    return std::move(answer.body);
  };
}

int command_run(const Arguments& arguments) {
  const auto programme = read_programme(arguments);
  if (!programme)
    return complain(kFailed, "there is no programme file that can be read.",
                    "tipstaff-desk import programme FILE  takes the one of the authority.");
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  std::error_code error;
  if (!std::filesystem::exists(arguments.folder() / Desk::kVaultFile, error))
    return complain(kNotThere, "there is no vault in " + arguments.data + ".", "Make one with  tipstaff-desk init.");
  const auto only = platform::FileLock::take(arguments.folder() / kOneDesk, platform::FileLock::Wait::no);
  if (!only)
    return complain(kFailed, "a desk is running on this vault already.",
                    "tipstaff-desk link  prints an address of its page.");
  auto engine = make_engine(desk, arguments, *programme);
  if (!engine)
    return complain(kWrongUse, "the relay's doors cannot be read: --post-door http://host:port.", "");
  std::optional<Who> who;
  if (arguments.once || arguments.passphrase.given())
    if (const auto refused = open_vault(desk, arguments, &who)) return *refused;
  desk.act_as({});  // what the engine does is the desk's own
  if (arguments.once) return run_once(**engine);
  auto files = find_ui(arguments);
  if (!files)
    return complain(kFailed, "the files of the page are not there.",
                    "tools/build makes them in build/web/desk. Name their folder with --ui.");
  return serve(desk, **engine, arguments, *programme, std::move(*files), std::move(who));
}

int command_link(const Arguments& arguments) {
  const auto control = platform::read_file(control_path(arguments), kControlFileMax);
  const auto none = [] { return complain(kNotThere, "no desk is running on this folder.", "Start one with  tipstaff-desk run."); };
  if (!control) return none();
  const auto text = as_text(*control);
  if (text.starts_with(kTlsControl)) return std::printf("%s", std::string(text.substr(kTlsControl.size())).c_str()), kDone;
  const auto port = std::string(text.substr(0, text.find(' ')));
  const auto key = text.substr(std::min(port.size() + 1, text.size()));
  const auto link = ask_for_link(port, key.substr(0, key.find('\n')));
  if (!link) return none();
  std::printf("%s", link->c_str());
  return kDone;
}

int command_status(const Arguments& arguments) {
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const Result<void> shown = desk.with([](Vault& vault) -> Result<void> {
    TIP_TRY(const auto identity, vault.identity());
    TIP_TRY(const auto next, vault.get_number("next_tick"));
    TIP_TRY(const auto unread, count_unread(vault));
    TIP_TRY(const auto waiting, count_outbox(vault));
    TIP_TRY(const auto keys, epochs(vault));
    std::printf("post             %s\n", identity.record.name.c_str());
    std::printf("taken through    tick %llu\n",
                static_cast<unsigned long long>(next.value_or(0) > 0 ? *next - 1 : 0));
    std::printf("unread           %lld\nwaits for relay  %lld\n", static_cast<long long>(unread),
                static_cast<long long>(waiting));
    constexpr std::array kStates = {"made", "uploaded", "published", "other keys are at the relay", "closed"};
    for (const auto& one : keys)
      std::printf("keys of epoch %-8u %s\n", one.epoch, kStates[static_cast<std::size_t>(one.state)]);
    return {};
  });
  return shown ? kDone : explain(shown.error());
}

}  // namespace tipstaff::desk
