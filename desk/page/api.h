#pragma once
// Api: what the page can ask for, once WebDoor knows that it may. JSON in and out,
// one object each; a refusal is {"error": code} with a status.

#include <boost/json/value.hpp>

#include "desk/cases/peeled.h"
#include "desk/cases/place_sources.h"
#include "desk/config.h"
#include "desk/desk.h"
#include "desk/page/api_calls.h"
#include "desk/page/api_campaigns.h"
#include "desk/page/api_cases.h"
#include "desk/page/login_guard.h"
#include "desk/page/seat.h"
#include "desk/page/way_out.h"
#include "desk/post/engine.h"
#include "platform/http_server.h"

namespace tipstaff::desk {

class Api {
 public:
  struct Options {
    wire::Programme programme;
    std::string title;                    // of the programme
    std::filesystem::path save_folder;
    WhenLocked when_locked = WhenLocked::stop;
    std::int64_t idle_ms = 0;
    std::function<EngineStatus()> engine_status;
    std::function<void()> wake_engine;
    std::shared_ptr<PlaceSources> places;  // nothing: the gazetteer beside the program
    Peeler peeler;
    std::string read_door;                 // as posters of calls print it
    std::function<Result<Bytes>(std::string_view path)> read_relay;  // nothing: calls cannot be fetched
    bool four_eyes_export = false;         // what leaves the vault leaves when a second person agreed
    std::optional<Who> starts_as;          // whose passphrase opened the vault before the page was there
    CampaignProgram campaigns = {};
  };
  Api(Desk& desk, Options options, crypto::Drbg drbg);

  // new_seat is for a session that has begun. With `here`, the session was opened by an address
  // from this machine: it is taken by who started the desk, until somebody locks.
  enum class From : std::uint8_t { here, afar };
  [[nodiscard]] std::shared_ptr<Seat> new_seat(From from, LoginCaller caller = {});
  // know_browser: whoever sits there now is slowed down by no failures but this browser's.
  void know_browser(Seat& seat, const Hash32& browser);
  [[nodiscard]] bool knows_browser(const Seat& seat) const;

  // call answers one request; `name` is the path after "/api/". It may take a second, and
  // those that are slow() a minute: these may run beside one that is not.
  [[nodiscard]] platform::HttpResponse call(const std::shared_ptr<Seat>& seat, std::string_view name, ByteView body);
  [[nodiscard]] static bool slow(std::string_view name);
  // costly: what works on a passphrase for a second.
  [[nodiscard]] static bool costly(std::string_view name);
  // methods are the names that call() knows.
  [[nodiscard]] static std::vector<std::string_view> methods();
  // preview finds a page of the preview of a call by its path.
  [[nodiscard]] std::optional<PreviewShelf::File> preview(std::string_view path) const;
  // lock_when_idle locks each seat that nobody used for the time set, and the vault after
  // the last of them. A seat that leaves counts at once, whatever runs for it.
  void lock_when_idle();
  // locked: nobody sits here.
  [[nodiscard]] bool locked() const;

 private:
  using Object = boost::json::object;
  using Reply = Result<Object>;
  [[nodiscard]] std::uint64_t now_unix() const { return static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000; }
  using Method = Reply (Api::*)(const Object&);
  [[nodiscard]] static const std::map<std::string_view, Method>& own_methods();
  [[nodiscard]] Reply run(std::string_view name, const Object& request);
  // may_not is why this seat may not ask for that now, or nothing.
  [[nodiscard]] std::optional<platform::HttpResponse> may_not(Seat& seat, std::string_view name);
  // seat is that of the request which this thread answers.
  [[nodiscard]] std::shared_ptr<Seat> seat() const;
  [[nodiscard]] WayOut way_out() const { return {options_.save_folder, options_.four_eyes_export}; }
  [[nodiscard]] bool gone() const { return !seat()->taken(); }
  void close_when_empty();
  [[nodiscard]] std::int64_t wait_ms(const std::string& name);
  void note_login(const std::string& name, bool came_in);
  class AtWork;

  Reply status(const Object& request);
  Reply unlock(const Object& request);
  Reply lock_now(const Object&);
  // api_officers.cpp
  Reply officers(const Object&);
  Reply officer_add(const Object& request);
  Reply officer_remove(const Object& request);
  Reply officer_role(const Object& request);
  Reply passphrase(const Object& request);
  Reply alive(const Object&);
  Reply inbox(const Object& request);
  Reply conversation(const Object& request);
  Reply mark(const Object& request);
  Reply answer(const Object& request);
  Reply label(const Object& request);
  Reply folder(const Object& request);
  Reply rename(const Object& request);
  Reply save(const Object& request);
  Reply erase(const Object& request);
  Reply observables(const Object& request);
  // api_exports.cpp
  Reply export_one(const Object& request);
  Reply export_requests(const Object&);
  Reply export_decide(const Object& request);
  // api_referrals.cpp
  Reply refer_one(const Object& request);
  Reply referrals(const Object&);
  Reply referral(const Object& request);
  // api_suspects.cpp
  Reply suspects(const Object& request);
  Reply suspect(const Object& request);
  Reply hypotheses(const Object& request);
  Reply hypothesis(const Object& request);
  Reply mark_statement(const Object& request);
  Reply hints(const Object& request);
  Reply timeline(const Object& request);
  Reply peel(const Object& request);
  Reply picture(const Object& request);

  Desk& desk_;
  Options options_;
  crypto::Drbg drbg_;
  casework::Scanner scanner_;
  CasesApi cases_;
  CampaignsApi campaigns_;
  CallsApi calls_;

  mutable std::mutex seats_mutex_;                          // guards what follows
  std::vector<std::weak_ptr<Seat>> seats_;
  std::map<std::thread::id, std::shared_ptr<Seat>> at_work_;
  std::int64_t used_at_ms_;                                 // by anybody
  LoginGuard guard_;
};

}  // namespace tipstaff::desk
