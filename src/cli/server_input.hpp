// Lines that a person types while sockets are served.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plainsock::cli {

// Reads stdin in a thread of its own: neither files on Linux nor consoles on Windows can be watched beside sockets.
class InputLines {
 public:
  InputLines();
  // `notify` is called from that thread whenever a line or the end has come, `read` for the next one: stdin's, when
  // nothing else is said.
  void start(std::function<void()> notify, std::function<std::optional<std::string>()> read = {});
  // From then on `notify` is not called any more; the thread stays in its read until the program ends.
  ~InputLines();
  InputLines(const InputLines&) = delete;
  InputLines& operator=(const InputLines&) = delete;

  // The next line, without its end; nothing when none has come. Bytes that are not UTF-8 come as they are.
  std::optional<std::string> take();
  // The end of stdin has come, and every line has been taken.
  bool at_end() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

// At least one byte of stdin as soon as there is one, 0 at its end. Takes no lock of the C library: a thread that
// is blocked in here must not keep exit() waiting.
std::size_t read_input(std::span<char> room);

// The next line of stdin, after a prompt on stderr when a person types; nothing at its end.
std::optional<std::string> next_line(std::string_view prompt);
// `fim` and `/quit`.
bool means_leaving(std::string_view line) noexcept;

}  // namespace plainsock::cli
