#include "platform/trace.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>

#include "plainsock/trace.hpp"

namespace plainsock {
namespace {

std::atomic<TraceSink*> current_sink{nullptr};
std::atomic<Explain> explaining{Explain::no};
std::atomic<std::uint64_t> call_count{0};
thread_local int hiding = 0;

constexpr std::size_t shown_bytes = 32;

}  // namespace

void trace_to(TraceSink* sink, Explain explain) noexcept {
  explaining.store(explain, std::memory_order_relaxed);
  current_sink.store(sink, std::memory_order_release);
  use_traced_calls(sink != nullptr);
}

bool tracing() noexcept { return current_sink.load(std::memory_order_relaxed) != nullptr; }
std::uint64_t traced_calls() noexcept { return call_count.load(std::memory_order_relaxed); }

HideTracedData::HideTracedData() noexcept { ++hiding; }
HideTracedData::~HideTracedData() { --hiding; }

void TraceText::add(std::string_view text) noexcept {
  const auto size = std::min(text.size(), sizeof buffer_ - size_);
  std::copy_n(text.data(), size, buffer_ + size_);
  size_ += size;
}

void TraceText::add(long long number) noexcept {
  const auto [end, error] = std::to_chars(buffer_ + size_, buffer_ + sizeof buffer_, number);
  if (error == std::errc{}) size_ = static_cast<std::size_t>(end - buffer_);
}

void TraceText::add_hex(unsigned long long number) noexcept {
  add("0x");
  const auto [end, error] = std::to_chars(buffer_ + size_, buffer_ + sizeof buffer_, number, 16);
  if (error == std::errc{}) size_ = static_cast<std::size_t>(end - buffer_);
}

void TraceText::add_data(std::span<const std::byte> data) noexcept {
  constexpr std::string_view digits = "0123456789abcdef";
  add("\"");
  for (const auto byte : data.first(std::min(data.size(), shown_bytes))) {
    const auto code = std::to_integer<unsigned char>(byte);
    const auto letter = static_cast<char>(code);
    if (letter == '\r')
      add("\\r");
    else if (letter == '\n')
      add("\\n");
    else if (letter == '"' || letter == '\\')
      add("\\"), add({&letter, 1});
    else if (code >= 0x20 && code < 0x7f)
      add({&letter, 1});
    else
      add("\\x"), add({&digits[code >> 4U], 1}), add({&digits[code & 15U], 1});
  }
  add(data.size() > shown_bytes ? "\"..." : "\"");
}

void Trace::returned(long long result) noexcept {
  error_ = native_error();
  end_ = std::chrono::steady_clock::now();
  result_ = result;
  text_.add(name_);
  text_.add("(");
}

void Trace::separate() noexcept {
  if (!first_) text_.add(", ");
  first_ = false;
}

void Trace::argument(std::string_view text) noexcept { separate(), text_.add(text); }
void Trace::number_argument(long long number) noexcept { separate(), text_.add(number); }
void Trace::argument(const TracedSymbol& symbol) noexcept { separate(), symbol.print(text_, symbol); }

void Trace::argument(const TracedInt& number) noexcept {
  separate();
  int value = 0;
  if (!number.value) return text_.add("NULL");
  std::memcpy(&value, number.value, sizeof value);
  text_.add("[");
  text_.add(static_cast<long long>(value));
  text_.add("]");
}

std::size_t Trace::filled(const TracedData& data) const noexcept {
  if (result_ < 0) return 0;
  auto size = static_cast<std::size_t>(result_);
  if (data.count) {
    unsigned count = 0;
    std::memcpy(&count, data.count, sizeof count);
    size = count;
  }
  return std::min(size, data.size);
}

void Trace::argument(const TracedData& data) noexcept {
  separate();
  const auto size = data.filled_by_call ? filled(data) : data.size;
  if (!data.data) return text_.add("NULL");
  if (hiding > 0) return text_.add("\"****\"");
  text_.add_data({static_cast<const std::byte*>(data.data), size});
}

void Trace::argument(const TracedAddress& address) noexcept {
  separate();
  if (!address.address) return text_.add("NULL");
  int length = static_cast<int>(address.size);
  if (address.length) std::memcpy(&length, address.length, sizeof length);
  SocketAddress copy;
  copy.set_size(length > 0 ? static_cast<std::size_t>(length) : 0);
  std::memcpy(copy.storage().data(), address.address, copy.native().size());
  text_.add(result_ == -1 && address.length ? "?" : copy.to_string());
}

void Trace::finish() noexcept {
  text_.add(") = ");
  text_.add(result_);
  if (result_ == -1) text_.add(" "), text_.add(native_error_name(error_));
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(end_ - begin_).count();
  const auto fraction = static_cast<long long>(microseconds % 1'000'000 + 1'000'000);
  TraceText digits;
  digits.add(fraction);
  text_.add(" <"), text_.add(static_cast<long long>(microseconds / 1'000'000));
  text_.add("."), text_.add(digits.view().substr(1)), text_.add(">");
  call_count.fetch_add(1, std::memory_order_relaxed);
  if (explaining.load(std::memory_order_relaxed) == Explain::yes) {
    const auto sentence = explain_call(name_);
    if (!sentence.empty()) text_.add("\n    # "), text_.add(sentence);
  }
  if (auto* sink = current_sink.load(std::memory_order_acquire)) sink->line(text_.view());
  set_native_error(error_);
}

}  // namespace plainsock
