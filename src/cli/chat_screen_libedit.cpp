#include <histedit.h>

#include <cstdio>
#include <cwchar>
#include <mutex>

#include "chat_screen.hpp"
#include "command.hpp"
#include "libedit_locale.hpp"
#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"
#include "server_input.hpp"

namespace plainsock::cli {

// The reader holds the lock for as long as it is in libedit, but not while it waits for a key: then the other
// thread may write, and have the line that is being typed drawn again.
struct ChatScreen::State {
  State() {
    speak_utf8();
    HistEvent event;
    ::history(lines, &event, H_SETSIZE, 1000);
    ::el_set(editor, EL_CLIENTDATA, this);
    ::el_set(editor, EL_PROMPT, &State::prompt_of);
    ::el_set(editor, EL_EDITOR, "emacs");
    ::el_set(editor, EL_HIST, ::history, lines);
    ::el_set(editor, EL_GETCFN, &State::next_key);
    ::el_source(editor, nullptr);  // ~/.editrc
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    ::el_end(editor);
    ::history_end(lines);
  }

  static State& of(EditLine* editor) {
    void* state = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &state);
    return *static_cast<State*>(state);
  }
  static char* prompt_of(EditLine*) { return const_cast<char*>(prompt); }

  // One character, however many bytes of UTF-8 it takes; as libedit wants it: 1, 0 at the end, -1.
  static int next_key(EditLine* editor, wchar_t* key) {
    std::mbstate_t decoder{};
    for (char byte = 0;;) {
      const auto count = of(editor).wait_for_byte(byte);
      if (count <= 0) return count;
      const auto size = std::mbrtowc(key, &byte, 1, &decoder);
      if (size <= 1) return 1;
      if (size == static_cast<std::size_t>(-1)) decoder = {};
    }
  }

  int wait_for_byte(char& byte) {
    lock.unlock();
    const auto count = read_input({&byte, 1});
    lock.lock();
    return static_cast<int>(count);
  }

  std::optional<std::string> read() {
    lock.lock();
    editing = true;
    int size = 0;
    const char* typed = ::el_gets(editor, &size);
    editing = false;
    std::optional<std::string> line;
    if (typed && size > 0) {
      line.emplace(typed, static_cast<std::size_t>(size));
      while (line->ends_with('\n') || line->ends_with('\r')) line->pop_back();
      HistEvent event;
      ::history(lines, &event, H_ENTER, line->c_str());
    }
    lock.unlock();
    return line;
  }

  void show(std::string_view line) {
    const std::lock_guard guard{mutex};
    if (editing) print(clear_line);
    print_line(visible(line), Flush::yes);
    if (editing) ::el_set(editor, EL_REFRESH);
  }

  void leave_terminal() {
    const std::lock_guard guard{mutex};
    if (editing) ::el_set(editor, EL_PREP_TERM, 0);
  }

  std::mutex mutex;
  std::unique_lock<std::mutex> lock{mutex, std::defer_lock};  // the reader's
  bool editing = false;
  ::History* lines = ::history_init();
  EditLine* editor = ::el_init("plainsock", stdin, stderr, stderr);
};

ChatScreen::ChatScreen() {
  if (console::is_terminal(console::Stream::input) && console::is_terminal(console::Stream::output))
    state_ = std::make_shared<State>();
}

ChatScreen::~ChatScreen() {
  if (state_) state_->leave_terminal();
}

std::function<std::optional<std::string>()> ChatScreen::reader() const {
  if (!state_) return [] { return next_line(prompt); };
  return [state = state_] { return state->read(); };
}

void ChatScreen::show(std::string_view line) const {
  if (state_) return state_->show(line);
  print_line(visible(line), Flush::yes);
}

}  // namespace plainsock::cli
