#include "casework/observables/layer.h"

#include <algorithm>

namespace tipstaff::casework {

void Layer::begin_copy() {
  if (copying_) return;
  pieces_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(copied_), 0, false});
  copying_ = true;
}

void Layer::copy_to(std::size_t end) {
  if (end <= copied_) return;
  begin_copy();
  text_.append(from_.substr(copied_, end - copied_));
  copied_ = end;
}

void Layer::blank(std::size_t end, char by) {
  if (end <= copied_) return;
  begin_copy();
  text_.append(end - copied_, by);
  copied_ = end;
}

void Layer::replace(std::size_t end, std::string_view by, bool mark) {
  // What leaves nothing behind needs no piece: the next copy says where it begins.
  if (!by.empty() || mark)
    pieces_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(copied_),
                       static_cast<std::uint32_t>(end - copied_), mark});
  text_.append(by);
  copied_ = end;
  copying_ = false;
}

std::size_t Layer::piece_at(std::size_t position) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), position,
                                      [](std::size_t at, const Piece& piece) { return at < piece.at; });
  return static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

Span Layer::source_of(std::size_t begin, std::size_t end) const {
  if (begin >= end || pieces_.empty()) return {begin, begin, false};
  const auto first = piece_at(begin), last = piece_at(end - 1);
  Span out;
  const auto& head = pieces_[first];
  out.begin = head.replaced > 0 ? head.from : head.from + (begin - head.at);
  const auto& tail = pieces_[last];
  out.end = tail.replaced > 0 ? tail.from + tail.replaced : tail.from + (end - tail.at);
  for (auto i = first; i <= last && !out.marked; ++i) out.marked = pieces_[i].mark;
  // A sign that was left out stands before the first byte, as in "[hxxp://]".
  if (first > 0 && begin == head.at && pieces_[first - 1].at == begin && pieces_[first - 1].mark)
    out.begin = pieces_[first - 1].from, out.marked = true;
  return out;
}

}  // namespace tipstaff::casework
