#include "campaigns/open_posts.h"

#include "campaigns/packed.h"
#include "casework/campaigns/utf16.h"

namespace tipstaff::campaigns {
namespace {

// Start gives back the first bytes that were looked at.
class Start : public ByteSource {
 public:
  explicit Start(ByteSource& source) : source_(source) {}
  [[nodiscard]] Result<std::string_view> peek() {
    constexpr std::size_t kPeekBytes = 4096;
    Bytes part(kPeekBytes);
    while (held_.size() < kPeekBytes) {
      TIP_TRY(const auto size, source_.read(part));
      if (size == 0) break;
      held_.append(as_text(ByteView(part).first(size)));
    }
    return held_;
  }
  Result<std::size_t> read(MutableBytes into) override {
    if (at_ >= held_.size()) return source_.read(into);
    const auto size = std::min(into.size(), held_.size() - at_);
    std::copy_n(held_.begin() + static_cast<std::ptrdiff_t>(at_), size, into.begin());
    at_ += size;
    return size;
  }

 private:
  ByteSource& source_;
  std::string held_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<PlainBytes>> PlainBytes::open(ByteSource& source) {
  auto out = std::make_unique<PlainBytes>();
  TIP_TRY(out->unpacked_, open_packed(source));
  auto start = std::make_unique<Start>(*out->unpacked_);
  TIP_TRY(out->first_, start->peek());
  if (const auto order = utf16_of(out->first_)) {
    out->packed_start_ = std::move(start);
    out->converted_ = std::make_unique<Utf16Source>(*out->packed_start_, *order);
    start = std::make_unique<Start>(*out->converted_);
    out->from_utf16_ = true;
    TIP_TRY(out->first_, start->peek());
  }
  out->start_ = std::move(start);
  return out;
}

Result<std::size_t> PlainBytes::read(MutableBytes into) { return start_->read(into); }

Result<OpenedPosts> open_posts(ByteSource& source, const std::vector<std::string>& words, const ReadOptions& options, Reading& reading) {
  OpenedPosts out;
  TIP_TRY(out.bytes, PlainBytes::open(source));
  reading.from_utf16 = reading.from_utf16 || out.bytes->from_utf16();
  if (looks_like_json(out.bytes->first())) {
    out.reader = open_json_posts(*out.bytes, options, reading);
    return out;
  }
  TIP_TRY(auto csv, open_csv_posts(*out.bytes, words, options, reading));
  out.mapping = describe_mapping(csv.mapping, csv.header);
  out.layout = csv.mapping.layout;
  out.reader = std::move(csv.reader);
  return out;
}

}  // namespace tipstaff::campaigns
