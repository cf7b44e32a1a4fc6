#pragma once
// Timeline: what happened when in a case: tips came, texts say dates, officers stated.

#include <boost/json/value.hpp>

#include "desk/mail/mail.h"

namespace tipstaff::desk {

enum class EventKind : std::uint8_t { tip, date, statement, exif };
[[nodiscard]] std::string_view event_kind_name(EventKind kind);

struct Event {
  std::int64_t at = 0;            // unix seconds
  EventKind kind = EventKind::tip;
  std::int64_t conversation = 0;  // 0: none
  std::int64_t message = 0;       // 0: none, or it was erased
  std::uint32_t begin = 0;        // bytes of the message that say a date
  std::uint32_t length = 0;
  bool whole_day = false;         // no time of day was said
  std::string text;               // the words around a date; a statement; a picture's path; "" for a tip
};

// A case with more events shows the newest tips' ones.
inline constexpr std::size_t kEventsMax = 20'000;
// Of one message: or a list of dates would push the tips before it out.
inline constexpr std::size_t kMessageDatesMax = 1000;

// timeline_of_case lists events by their time. Errors: not_found.
[[nodiscard]] Result<std::vector<Event>> timeline_of_case(Vault& vault, std::int64_t id);

[[nodiscard]] boost::json::object timeline_json(const std::vector<Event>& events);

}  // namespace tipstaff::desk
