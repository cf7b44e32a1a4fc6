#pragma once
// CampaignsApi: the part of Api that is about campaigns.
//
//   campaign_begin    {name, size}             a file is coming; the one before is forgotten
//   campaign_piece    {data}                   base64, at most a megabyte
//   campaign_columns  {} -> {columns: {layout, header, mapping}} or {words}
//   campaign_find     {zone, map: ["time=3"]}
//   campaign_progress {poll} -> {state, bytes, size, rows, bad, step, words, reading, id}
//   campaign_cancel   {}
//   campaigns         {} -> {campaigns: [{id, name, at, campaign, reading}]}
//   campaign          {id} -> {id, name, at, campaign, reading, crews: [...]}      with places for a graph
//   campaign_edge     {id, crew, edge} -> {rows: [{trace, object, first: {account, post, at, text, cut}, second, delta}], all}
//   campaign_join     {id, crew, case, platform} -> {taken, known, set_aside}
//   campaign_lit      {case?} -> {lit: [{case, conversation, crew, value}]}
//   campaign_export   {id, name, techniques?: ["T0049", "2:T0049"]} -> {path, sha256}
//   campaign_erase    {id}
// Values come defanged; times in milliseconds since 1970.

#include <map>
#include <boost/json/value.hpp>

#include "casework/observables/scanner.h"
#include "desk/cases/campaign_job.h"
#include "desk/page/way_out.h"

namespace tipstaff::desk {

class CampaignsApi {
 public:
  CampaignsApi(Desk& desk, const casework::Scanner& scanner, WayOut way, CampaignProgram program);

  using Object = boost::json::object;
  [[nodiscard]] static std::vector<std::string_view> methods();
  [[nodiscard]] static bool has(std::string_view name);
  // slow: those that wait for a child.
  [[nodiscard]] static bool slow(std::string_view name) { return name == "campaign_columns"; }
  [[nodiscard]] Result<Object> call(std::string_view name, const Object& request);
  // forget ends what runs and drops the file; call it when the page locks.
  void forget() { job_.call_off(); }

 private:
  using Reply = Result<Object>;
  using Method = Reply (CampaignsApi::*)(const Object&);
  [[nodiscard]] static const std::map<std::string_view, Method>& own_methods();
  [[nodiscard]] std::uint64_t now() const { return static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000; }

  Reply begin(const Object& request);
  Reply piece(const Object& request);
  Reply columns(const Object& request);
  Reply find(const Object& request);
  Reply progress(const Object& request);
  Reply cancel(const Object& request);
  Reply list(const Object& request);
  Reply one(const Object& request);
  Reply edge(const Object& request);
  Reply join(const Object& request);
  Reply lit(const Object& request);
  Reply export_file(const Object& request);
  Reply erase(const Object& request);

  Desk& desk_;
  const casework::Scanner& scanner_;
  WayOut way_;
  CampaignJob job_;
};

}  // namespace tipstaff::desk
