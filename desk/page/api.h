#pragma once
// Api: what the page can ask for, once WebDoor knows that it may. JSON in and out,
// one object each; a refusal is {"error": code} with a status.

#include <atomic>
#include <boost/json/value.hpp>

#include "desk/cases/peeled.h"
#include "desk/cases/place_sources.h"
#include "desk/config.h"
#include "desk/desk.h"
#include "desk/page/api_campaigns.h"
#include "desk/page/api_cases.h"
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
    CampaignProgram campaigns = {};
  };
  Api(Desk& desk, Options options, crypto::Drbg drbg);

  // call answers one request; `name` is the path after "/api/". It may take a second, and
  // those that are slow() a minute: these may run beside one that is not.
  [[nodiscard]] platform::HttpResponse call(std::string_view name, ByteView body);
  [[nodiscard]] static bool slow(std::string_view name);
  // refuse counts at once, whatever runs: from now on only what works locked is answered. The
  // call "lock" does the rest when its turn comes.
  void refuse() { locked_ = true; }
  // lock_when_idle locks the page when nobody used it for the time set.
  void lock_when_idle();
  [[nodiscard]] bool locked() const { return locked_; }

 private:
  using Object = boost::json::object;
  using Reply = Result<Object>;
  [[nodiscard]] std::uint64_t now_unix() const { return static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000; }
  using Method = Reply (Api::*)(const Object&);
  [[nodiscard]] static Method method_of(std::string_view name);
  [[nodiscard]] Reply run(std::string_view name, const Object& request);
  void lock();

  Reply status(const Object& request);
  Reply unlock(const Object& request);
  Reply lock_now(const Object&);
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
  Reply export_one(const Object& request);  // api_exports.cpp
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
  std::atomic<bool> locked_;
  std::atomic<std::int64_t> used_at_ms_;
};

}  // namespace tipstaff::desk
