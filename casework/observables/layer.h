#pragma once
// Layer: a text made from another, and the way back to the bytes of the other.
//
//   from:  evil [.] com      pieces:  copied 0..4, replaced " [.] " by ".", copied ...
//   text:  evil.com

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tipstaff::casework {

// Span is a range of bytes; `marked` when a replacement with a mark is in it.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool marked = false;
};

class Layer {
 public:
  explicit Layer(std::string_view from) : from_(from) { text_.reserve(from.size()); }

  // copy_to copies up to `end` of the source, byte by byte in place.
  void copy_to(std::size_t end);
  // replace leaves out [copied(), end) of the source and writes `by` for it.
  void replace(std::size_t end, std::string_view by, bool mark);
  // blank writes `by` for each byte up to `end`: positions stay.
  void blank(std::size_t end, char by);
  [[nodiscard]] std::size_t copied() const { return copied_; }

  [[nodiscard]] std::string_view text() const { return text_; }
  // source_of says which bytes of the source [begin, end) of the text came from.
  [[nodiscard]] Span source_of(std::size_t begin, std::size_t end) const;

 private:
  struct Piece {
    std::uint32_t at;        // in text_
    std::uint32_t from;      // in the source
    std::uint32_t replaced;  // bytes of the source; 0: copied one to one
    bool mark;
  };
  void begin_copy();
  [[nodiscard]] std::size_t piece_at(std::size_t position) const;
  std::string_view from_;
  std::string text_;
  std::vector<Piece> pieces_;
  std::size_t copied_ = 0;
  bool copying_ = false;
};

}  // namespace tipstaff::casework
