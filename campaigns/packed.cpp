#include "campaigns/packed.h"

#include <zlib.h>
#include <zstd.h>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kInputBytes = 1 << 18;
constexpr unsigned kZstdWindowLogMax = 27;  // 128 MiB, what zstd itself allows unasked

// Input is the packed side: a buffer that refills itself.
class Input {
 public:
  explicit Input(ByteSource& source) : source_(source), buffer_(kInputBytes) {}
  // Out: false at the end of the file.
  [[nodiscard]] Result<bool> fill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= at_;
    at_ = 0;
    TIP_TRY(const auto size, source_.read(MutableBytes(buffer_).subspan(end_)));
    end_ += size;
    return size > 0;
  }
  [[nodiscard]] MutableBytes view() { return MutableBytes(buffer_).subspan(at_, end_ - at_); }
  void take(std::size_t size) {
    at_ += size;
    taken_ += size;
  }
  [[nodiscard]] std::uint64_t taken() const { return taken_; }

 private:
  ByteSource& source_;
  Bytes buffer_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::uint64_t taken_ = 0;
};

bool is_bomb(std::uint64_t packed, std::uint64_t unpacked) { return unpacked > kBombFreeBytes && unpacked / kBombRatio > packed; }

class Plain : public ByteSource {
 public:
  explicit Plain(Input input) : input_(std::move(input)) {}
  Result<std::size_t> read(MutableBytes into) override {
    if (input_.view().empty()) TIP_CHECK(input_.fill());
    const auto from = input_.view();
    const auto size = std::min(from.size(), into.size());
    std::copy_n(from.begin(), size, into.begin());
    input_.take(size);
    return size;
  }

 private:
  Input input_;
};

class Gzip : public ByteSource {
 public:
  explicit Gzip(Input input) : input_(std::move(input)) {}
  ~Gzip() override {
    if (ready_) inflateEnd(&stream_);
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  Result<std::size_t> read(MutableBytes into) override {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (!ready_) ready_ = inflateInit2(&stream_, kGzipOnly) == Z_OK;
    if (!ready_) return fail(Errc::wrong_state, "no memory to unpack");
    std::size_t done = 0;
    while (done == 0) {
      if (input_.view().empty() && !full_) {
        TIP_TRY(const bool more, input_.fill());
        if (!more && between_) return std::size_t{0};
        if (!more) return fail(Errc::wrong_length, "the packed file is cut");
      }
      if (between_ && !input_.view().empty() && !begins_member()) return std::size_t{0};  // padding after the last member
      TIP_TRY(done, inflate_some(into));
    }
    unpacked_ += done;
    if (is_bomb(input_.taken(), unpacked_)) return fail(Errc::too_large, "the packed file grows more than 200 times: it is a bomb");
    return done;
  }

 private:
  bool begins_member() { return !first_ ? input_.view()[0] == 0x1f : true; }

  Result<std::size_t> inflate_some(MutableBytes into) {
    const auto from = input_.view();
    stream_.next_in = from.data();
    stream_.avail_in = static_cast<uInt>(from.size());
    stream_.next_out = into.data();
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(into.size(), 1U << 30));
    const auto room = stream_.avail_out;
    between_ = first_ = false;
    const int said = inflate(&stream_, Z_NO_FLUSH);
    input_.take(from.size() - stream_.avail_in);
    full_ = stream_.avail_out == 0 && said != Z_STREAM_END;  // then more may wait inside
    if (said == Z_STREAM_END) {
      between_ = true;
      if (inflateReset(&stream_) != Z_OK) return fail(Errc::wrong_state, "no memory to unpack");
    } else if (said != Z_OK && said != Z_BUF_ERROR) {
      // What came out before the damage counts; inflate says the same again afterwards.
      if (stream_.avail_out == room) return fail(Errc::bad_text, "the packed file is damaged");
      full_ = true;
    }
    return room - stream_.avail_out;
  }

  Input input_;
  z_stream stream_{};
  bool ready_ = false;
  bool first_ = true;
  bool full_ = false;
  bool between_ = true;  // no member has begun, or the last one has ended
  std::uint64_t unpacked_ = 0;
};

class Zstd : public ByteSource {
 public:
  explicit Zstd(Input input) : input_(std::move(input)), stream_(ZSTD_createDStream(), ZSTD_freeDStream),
      ready_(stream_ && !ZSTD_isError(ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kZstdWindowLogMax))) {}

  Result<std::size_t> read(MutableBytes into) override {
    if (!ready_) return fail(Errc::wrong_state, "no memory to unpack");
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    while (out.pos == 0) {
      if (input_.view().empty() && !full_) {
        TIP_TRY(const bool more, input_.fill());
        if (!more && left_ == 0) return std::size_t{0};
        if (!more) return fail(Errc::wrong_length, "the packed file is cut");
      }
      const auto from = input_.view();
      ZSTD_inBuffer in{from.data(), from.size(), 0};
      left_ = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(left_)) return fail(Errc::bad_text, "the packed file is damaged");
      input_.take(in.pos);
      full_ = out.pos == out.size;  // then more may wait inside
    }
    unpacked_ += out.pos;
    if (is_bomb(input_.taken(), unpacked_)) return fail(Errc::too_large, "the packed file grows more than 200 times: it is a bomb");
    return out.pos;
  }

 private:
  Input input_;
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  bool ready_;
  bool full_ = false;
  std::size_t left_ = 0;
  std::uint64_t unpacked_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_packed(ByteSource& source) {
  constexpr std::string_view kGzipMagic = "\x1f\x8b", kZstdMagic = "\x28\xb5\x2f\xfd", kZipMagic = "PK\x03\x04", kParquetMagic = "PAR1";
  Input input(source);
  for (bool more = true; more && input.view().size() < kZstdMagic.size();) {
    TIP_TRY(more, input.fill());
  }
  const auto start = as_text(input.view());
  if (start.starts_with(kZipMagic)) return fail(Errc::bad_text, "this is a ZIP archive or an office document: unpack it, or save it as CSV, and give that file");
  if (start.starts_with(kParquetMagic)) return fail(Errc::bad_text, "this is Parquet, which is not read: make CSV of it (docs/campaigns.md says how)");
  if (start.starts_with(kGzipMagic)) return std::make_unique<Gzip>(std::move(input));
  if (start.starts_with(kZstdMagic)) return std::make_unique<Zstd>(std::move(input));
  return std::make_unique<Plain>(std::move(input));
}

}  // namespace tipstaff::campaigns
