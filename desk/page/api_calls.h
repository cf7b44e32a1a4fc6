#pragma once
// CallsApi: the part of Api that writes calls. A change carries the "edition" that was read.
//
//   calls         {} -> {"fetched_at", "calls": [{"id", "title", "status", "until", "records"}],
//                  "drafts": [{"id", "what", "call", "title", "changed_at"}]}
//   calls_fetch   {} -> as calls, after asking the relay
//   call_begin    {what, call?} -> {"draft"}                 what: open amend renew close communique
//   call_draft    {draft} -> {"draft", "edition", "what", "call", "ending", "form", "now", "faults", "posts", "languages"}
//   call_save     {draft, edition, form, ending?} -> as call_draft
//   call_remove   {draft, edition}
//   call_picture  {draft, data} -> {"name"}
//   call_preview  {draft, form, ending?} -> {"faults", "path"?, "pages"?: {language: {"call", "history", "poster"}}}
//   call_export   {draft, edition} -> {"path" | "request", "sha256", "code"}, audited
//
// A fault is {"field", "line", "code", "what"}; fields are those of council::FormFault.

#include <boost/json/value.hpp>
#include <filesystem>
#include <functional>

#include <map>

#include "desk/calls/call_desk.h"
#include "desk/desk.h"
#include "desk/page/preview_shelf.h"
#include "desk/page/way_out.h"

namespace tipstaff::desk {

class CallsApi {
 public:
  struct Options {
    wire::Programme programme;
    std::string title;                  // of the programme
    std::string address;                // of the read door, as posters print it
    WayOut way;
    // read_relay fetches a file of the read door. Errors: not_found, too_large.
    ReadRelay read_relay;
  };
  CallsApi(Desk& desk, Options options, crypto::Drbg drbg);

  [[nodiscard]] static std::vector<std::string_view> methods();
  [[nodiscard]] static bool has(std::string_view name);
  // slow: those that wait for the relay.
  [[nodiscard]] static bool slow(std::string_view name) { return name == "calls_fetch"; }
  [[nodiscard]] Result<boost::json::object> call(std::string_view name, const boost::json::object& request);
  // forget drops the preview; call it when the page locks.
  void forget() { shelf_.clear(); }
  [[nodiscard]] const PreviewShelf& shelf() const { return shelf_; }

 private:
  using Object = boost::json::object;
  using Reply = Result<Object>;
  using Method = Reply (CallsApi::*)(const Object&);
  [[nodiscard]] static const std::map<std::string_view, Method>& own_methods();
  [[nodiscard]] std::uint64_t now() const { return static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000; }

  Reply list(const Object& request);
  Reply fetch(const Object& request);
  Reply begin(const Object& request);
  Reply draft(const Object& request);
  Reply save(const Object& request);
  Reply remove(const Object& request);
  Reply picture(const Object& request);
  Reply preview(const Object& request);
  Reply export_file(const Object& request);

  [[nodiscard]] Result<ExaminedCall> examine(Vault& vault, const CallDraft& draft);
  [[nodiscard]] Result<Object> draft_reply(Vault& vault, const CallDraft& draft);
  [[nodiscard]] council::pages::Publisher publisher(const ExaminedCall& examined) const;

  Desk& desk_;
  Options options_;
  std::mutex drbg_mutex_;  // fetch runs beside the others
  crypto::Drbg drbg_;
  PreviewShelf shelf_;
};

}  // namespace tipstaff::desk
