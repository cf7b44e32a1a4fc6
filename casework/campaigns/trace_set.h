#pragma once
// TraceSet says which traces to take; a bit for each.

#include <initializer_list>
#include <optional>
#include <string_view>

#include "casework/campaigns/shares.h"

namespace tipstaff::campaigns {

class TraceSet {
 public:
  constexpr TraceSet() = default;
  constexpr TraceSet(std::initializer_list<Trace> traces) {
    for (const auto trace : traces) add(trace);
  }
  constexpr void add(Trace trace) { bits_ |= 1U << static_cast<unsigned>(trace); }
  [[nodiscard]] constexpr bool has(Trace trace) const { return (bits_ >> static_cast<unsigned>(trace) & 1U) != 0; }

  // Traces that do not tell the same thing twice.
  static constexpr TraceSet usual() {
    return {Trace::object, Trace::link, Trace::tag_sequence, Trace::repost, Trace::reply, Trace::image, Trace::near_text};
  }

 private:
  std::uint32_t bits_ = 0;
};
[[nodiscard]] std::optional<Trace> trace_of_name(std::string_view name);

}  // namespace tipstaff::campaigns
