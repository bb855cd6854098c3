// The words of the shell: one table gives help, completion and what they do.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "line.hpp"

namespace plainsock::cli {

class ShellSession;

// safe: may be done again from the start on a new connection when the old one was lost in the middle.
enum class Repeat { unsafe, safe };

struct Word {
  std::string_view name;
  // As help shows them: REMOTE and LOCAL are names, [in brackets] may be left out, "..." may be repeated, "a|b" is
  // one of these; TEXT is the rest of the line.
  std::string_view arguments;
  std::string_view about;
  void (*run)(ShellSession& session, const Line& line);
  Repeat repeat = Repeat::unsafe;
};

std::span<const Word> all_words();

// By its name, or by a beginning that only one has. Throws Failure (usage).
const Word& find_word(std::string_view name);
// Throws Failure (usage) when there are too few or too many arguments.
void check_arguments(const Word& word, const Line& line);
// What stands in the place of the n-th argument (from 0), without brackets and dots: "REMOTE", "on|off"; empty:
// nothing.
std::string argument_kind(const Word& word, std::size_t index);

// The words, by the file that has them.
void open_word(ShellSession&, const Line&), user_word(ShellSession&, const Line&),
    close_word(ShellSession&, const Line&), bye_word(ShellSession&, const Line&);
void cd_word(ShellSession&, const Line&), cdup_word(ShellSession&, const Line&),
    pwd_word(ShellSession&, const Line&), lcd_word(ShellSession&, const Line&),
    lpwd_word(ShellSession&, const Line&), lls_word(ShellSession&, const Line&);
void ls_word(ShellSession&, const Line&), dir_word(ShellSession&, const Line&),
    nlist_word(ShellSession&, const Line&), size_word(ShellSession&, const Line&),
    modtime_word(ShellSession&, const Line&);
void get_word(ShellSession&, const Line&), reget_word(ShellSession&, const Line&),
    newer_word(ShellSession&, const Line&), put_word(ShellSession&, const Line&),
    append_word(ShellSession&, const Line&), restart_word(ShellSession&, const Line&);
void mget_word(ShellSession&, const Line&), mput_word(ShellSession&, const Line&),
    mdelete_word(ShellSession&, const Line&), mirror_word(ShellSession&, const Line&);
void delete_word(ShellSession&, const Line&), rename_word(ShellSession&, const Line&),
    mkdir_word(ShellSession&, const Line&), rmdir_word(ShellSession&, const Line&),
    chmod_word(ShellSession&, const Line&), quote_word(ShellSession&, const Line&),
    site_word(ShellSession&, const Line&), system_word(ShellSession&, const Line&),
    features_word(ShellSession&, const Line&), remotehelp_word(ShellSession&, const Line&);
void type_word(ShellSession&, const Line&), ascii_word(ShellSession&, const Line&),
    binary_word(ShellSession&, const Line&), passive_word(ShellSession&, const Line&),
    active_word(ShellSession&, const Line&), epsv_word(ShellSession&, const Line&),
    prompt_word(ShellSession&, const Line&), glob_word(ShellSession&, const Line&),
    progress_word(ShellSession&, const Line&), verbose_word(ShellSession&, const Line&),
    trace_word(ShellSession&, const Line&), explain_word(ShellSession&, const Line&),
    timeout_word(ShellSession&, const Line&), status_word(ShellSession&, const Line&);
void help_word(ShellSession&, const Line&), local_shell_word(ShellSession&, const Line&);

}  // namespace plainsock::cli
