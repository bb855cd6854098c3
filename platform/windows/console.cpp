#include "plainsock/console.hpp"

#include <fcntl.h>
#include <io.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "console_input.hpp"
#include "platform/native.hpp"
#include "wide.hpp"
//
#include <shellapi.h>  // CommandLineToArgvW; after windows.h

namespace plainsock::console {
namespace {

std::atomic<InterruptScope::Wake> wake_call{nullptr};
std::atomic<void*> wake_context{nullptr};
std::atomic<bool> was_interrupted{false};

// Runs on a thread of its own, which Windows makes for it.
BOOL WINAPI handle_interrupt(DWORD event) {
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) return FALSE;
  const auto wake = wake_call.load();
  if (!wake || was_interrupted.exchange(true)) ::TerminateProcess(::GetCurrentProcess(), 130);
  wake(wake_context.load());
  return TRUE;
}

HANDLE handle_of(Stream stream) noexcept {
  return ::GetStdHandle(stream == Stream::input    ? STD_INPUT_HANDLE
                        : stream == Stream::output ? STD_OUTPUT_HANDLE
                                                   : STD_ERROR_HANDLE);
}

// The console outlives the program: its code pages are given back as they were found.
unsigned input_page_before = 0;
unsigned output_page_before = 0;

void restore_code_pages() noexcept {
  if (input_page_before != 0) ::SetConsoleCP(input_page_before);
  if (output_page_before != 0) ::SetConsoleOutputCP(output_page_before);
}

void speak_utf8() noexcept {
  input_page_before = ::GetConsoleCP();
  output_page_before = ::GetConsoleOutputCP();
  std::atexit(restore_code_pages);
  ::SetConsoleCP(CP_UTF8);
  ::SetConsoleOutputCP(CP_UTF8);
}

// Echo off while it lives.
class EchoOff {
 public:
  explicit EchoOff(HANDLE console) noexcept : console_(console) {
    ::GetConsoleMode(console_, &before_);
    ::SetConsoleMode(console_, (before_ | ENABLE_LINE_INPUT) & ~static_cast<DWORD>(ENABLE_ECHO_INPUT));
  }
  ~EchoOff() { ::SetConsoleMode(console_, before_); }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

 private:
  HANDLE console_;
  DWORD before_ = 0;
};

// Progress and colours are escape sequences, which a console takes since Windows 10 when it is told to.
void take_escapes() noexcept {
  for (const auto stream : {Stream::output, Stream::error}) {
    DWORD mode = 0;
    if (::GetConsoleMode(handle_of(stream), &mode))
      ::SetConsoleMode(handle_of(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  }
}

void read_utf8() {
  static ConsoleInput input{handle_of(Stream::input)};
  if (is_terminal(Stream::input)) std::cin.rdbuf(&input);
}

std::vector<std::string> arguments() {
  int count = 0;
  auto** const list = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> all;
  for (int i = 1; list && i < count; ++i) all.push_back(to_utf8(list[i]));
  ::LocalFree(list);
  return all;
}

}  // namespace

// The narrow argv is in the system's old code page, where most characters are lost.
std::vector<std::string> prepare(int, char**) {
  for (auto* file : {stdin, stdout, stderr}) ::_setmode(::_fileno(file), _O_BINARY);
  speak_utf8();
  take_escapes();
  read_utf8();
  ::SetConsoleCtrlHandler(handle_interrupt, TRUE);
  return arguments();
}

bool is_terminal(Stream stream) noexcept {
  DWORD mode = 0;
  return ::GetConsoleMode(handle_of(stream), &mode) != 0;
}

bool is_operated() noexcept {
  return is_terminal(Stream::input) || ::GetFileType(handle_of(Stream::input)) == FILE_TYPE_PIPE;
}

unsigned width() noexcept {
  CONSOLE_SCREEN_BUFFER_INFO info{};
  if (!::GetConsoleScreenBufferInfo(handle_of(Stream::error), &info)) return 80;
  const int columns = info.srWindow.Right - info.srWindow.Left + 1;
  return columns > 0 ? static_cast<unsigned>(columns) : 80U;
}

std::optional<std::string> environment(const char* name) {
  const auto wide_name = to_wide(name);
  const auto* value = wide_name ? ::_wgetenv(wide_name->c_str()) : nullptr;
  return value ? std::optional{to_utf8(value)} : std::nullopt;
}

std::optional<std::string> read_secret(std::string_view prompt) {
  if (!is_terminal(Stream::input)) return {};
  auto* const console = handle_of(Stream::input);
  std::wstring line;
  {
    const EchoOff silent{console};
    std::fwrite(prompt.data(), 1, prompt.size(), stderr);
    std::fflush(stderr);
    line = read_console_line(console);
  }
  std::fputc('\n', stderr);
  if (line.empty()) return {};
  return to_utf8(std::wstring_view{line}.substr(0, line.find_first_of(L"\r\n")));
}

InterruptScope::InterruptScope(Wake wake, void* context) noexcept
    : wake_before_(wake_call.exchange(nullptr)), context_before_(wake_context.exchange(context)) {
  wake_call.store(wake);
}
InterruptScope::~InterruptScope() {
  wake_call.store(nullptr);
  wake_context.store(context_before_);
  wake_call.store(wake_before_);
}
bool interrupted() noexcept { return was_interrupted.load(); }
bool forget_interrupt() noexcept { return was_interrupted.exchange(false); }

// The command has Ctrl-C as well, and ends by it; this program must not.
int run_shell(const std::string& command) {
  const InterruptScope not_for_us{[](void*) noexcept { forget_interrupt(); }, nullptr};
  const auto line = to_wide(command.empty() ? environment("COMSPEC").value_or("cmd.exe") : command);
  std::fflush(nullptr);
  return line ? ::_wsystem(line->c_str()) : -1;
}

}  // namespace plainsock::console
