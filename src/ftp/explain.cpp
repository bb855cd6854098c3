#include "plainsock/ftp/explain.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace plainsock::ftp {
namespace {

struct Explained {
  std::string_view key;
  std::string_view text;
};

// In the order of the names.
constexpr Explained explained_verbs[] = {
    {"ABOR", "stop the transfer that is under way (RFC 959 section 4.1.3)"},
    {"ACCT", "an account beside user and password; few servers ask (RFC 959 section 4.1.1)"},
    {"ALLO", "make room for so many bytes (RFC 959 section 4.1.3)"},
    {"APPE", "add what comes over the data connection to the end of the file (RFC 959 section 4.1.3)"},
    {"AUTH", "how to secure the connection (RFC 2228 section 3, RFC 4217)"},
    {"CDUP", "to the directory above (RFC 959 section 4.1.1)"},
    {"CWD", "change the working directory, as which relative paths begin (RFC 959 section 4.1.1)"},
    {"DELE", "delete a file (RFC 959 section 4.1.3)"},
    {"EPRT", "where the server is to open the data connection to, for any protocol (RFC 2428 section 2)"},
    {"EPSV", "listen for a data connection and tell the port only (RFC 2428 section 3)"},
    {"FEAT", "which extensions the server has (RFC 2389 section 3)"},
    {"HASH", "the checksum of a file (draft-bryan-ftpext-hash)"},
    {"HELP", "which commands the server knows (RFC 959 section 4.1.3)"},
    {"HOST", "which of several servers at one address is meant (RFC 7151 section 3)"},
    {"LIST", "a directory for people to read, in the server's own form (RFC 959 section 4.1.3)"},
    {"MDTM", "when the file was modified, in UTC (RFC 3659 section 3)"},
    {"MFMT", "set when the file was modified (draft-somers-ftp-mfxx section 3)"},
    {"MKD", "make a directory (RFC 959 section 4.1.3)"},
    {"MLSD", "a directory for programs to read: facts and names (RFC 3659 section 7)"},
    {"MLST", "the facts of one file, over the control connection (RFC 3659 section 7)"},
    {"MODE", "stream, block or compressed transfer (RFC 959 section 4.1.2)"},
    {"NLST", "the names in a directory, one a line (RFC 959 section 4.1.3)"},
    {"NOOP", "do nothing but answer (RFC 959 section 4.1.3)"},
    {"OPTS", "an option of another command (RFC 2389 section 4)"},
    {"PASS", "the password, which travels in the clear (RFC 959 section 4.1.1)"},
    {"PASV", "listen for a data connection and tell where (RFC 959 section 4.1.2)"},
    {"PORT", "where the server is to open the data connection to (RFC 959 section 4.1.2)"},
    {"PWD", "which is the working directory (RFC 959 section 4.1.3)"},
    {"QUIT", "the end, after a transfer that still runs (RFC 959 section 4.1.1)"},
    {"REST", "where in the file the next transfer begins (RFC 3659 section 5)"},
    {"RETR", "send the file over the data connection (RFC 959 section 4.1.3)"},
    {"RMD", "remove an empty directory (RFC 959 section 4.1.3)"},
    {"RNFR", "what is to be renamed; RNTO must follow (RFC 959 section 4.1.3)"},
    {"RNTO", "its new name (RFC 959 section 4.1.3)"},
    {"SITE", "a command of this server's own (RFC 959 section 4.1.3)"},
    {"SIZE", "how many bytes a transfer in the present type would have (RFC 3659 section 4)"},
    {"STAT", "how the server or a transfer is doing, over the control connection (RFC 959 section 4.1.3)"},
    {"STOR", "keep what comes over the data connection as this file (RFC 959 section 4.1.3)"},
    {"STOU", "the same under a name that the server chooses (RFC 959 section 4.1.3)"},
    {"STRU", "files, records or pages (RFC 959 section 4.1.2)"},
    {"SYST", "which operating system the server has (RFC 959 section 4.1.3)"},
    {"TYPE", "I: bytes as they are; A: text with the network's line ends (RFC 959 sections 3.1.1, 4.1.2)"},
    {"USER", "who logs in (RFC 959 section 4.1.1)"},
};

// In the order of the codes.
constexpr Explained explained_codes[] = {
    {"110", "restart marker (RFC 959 section 4.2.1)"},
    {"120", "the service will be ready in some minutes (RFC 959 section 4.2.1)"},
    {"125", "the data connection is open already and the transfer begins (RFC 959 section 4.2.1)"},
    {"150", "the file is in order and the data connection is about to be opened (RFC 959 section 4.2.1)"},
    {"202", "not needed at this server (RFC 959 section 4.2.1)"},
    {"211", "the system's status, or the features (RFC 959 section 4.2.1, RFC 2389 section 3.2)"},
    {"213", "a file's status: size or time (RFC 959 section 4.2.1, RFC 3659 sections 3, 4)"},
    {"214", "help for a person (RFC 959 section 4.2.1)"},
    {"215", "the type of the system (RFC 959 section 4.2.1, RFC 1700)"},
    {"220", "ready for a new user (RFC 959 section 4.2.1)"},
    {"221", "the server closes the control connection (RFC 959 section 4.2.1)"},
    {"225", "the data connection is open and nothing is being transferred (RFC 959 section 4.2.1)"},
    {"226", "the transfer, or its end, has succeeded; the data connection closes (RFC 959 section 4.2.1)"},
    {"227", "passive: four numbers of an address and two of a port (RFC 959 section 4.1.2, RFC 1123 4.1.2.6)"},
    {"229", "extended passive: a port at the address of this connection (RFC 2428 section 3)"},
    {"230", "the user is in (RFC 959 section 4.2.1)"},
    {"250", "the file action is done (RFC 959 section 4.2.1)"},
    {"257", "a path between quotes, a quote in it doubled (RFC 959 appendix II)"},
    {"331", "the name is good, a password is wanted (RFC 959 section 4.2.1)"},
    {"332", "an account is wanted (RFC 959 section 4.2.1)"},
    {"350", "good so far, the second command is wanted (RFC 959 section 4.2.1)"},
    {"421", "the server goes away and closes the connection (RFC 959 section 4.2.1)"},
    {"425", "the data connection cannot be opened (RFC 959 section 4.2.1)"},
    {"426", "the data connection was closed in the middle (RFC 959 section 4.2.1)"},
    {"450", "the file is busy (RFC 959 section 4.2.1)"},
    {"451", "an error of the server (RFC 959 section 4.2.1)"},
    {"452", "no space at the server (RFC 959 section 4.2.1)"},
    {"500", "the server does not know the command (RFC 959 section 4.2.1)"},
    {"501", "the server does not understand the argument (RFC 959 section 4.2.1)"},
    {"502", "the server does not have the command (RFC 959 section 4.2.1)"},
    {"503", "the commands come in the wrong order (RFC 959 section 4.2.1)"},
    {"504", "the server does not have it for this argument (RFC 959 section 4.2.1)"},
    {"522", "the server does not have this network protocol (RFC 2428 section 2)"},
    {"530", "not logged in (RFC 959 section 4.2.1)"},
    {"532", "storing needs an account (RFC 959 section 4.2.1)"},
    {"550", "the file is not there, or may not be touched (RFC 959 section 4.2.1)"},
    {"551", "the page type is unknown (RFC 959 section 4.2.1)"},
    {"552", "more than the user may store (RFC 959 section 4.2.1)"},
    {"553", "such a name is not allowed (RFC 959 section 4.2.1)"},
};

template <std::size_t count>
std::string_view find(const Explained (&table)[count], std::string_view key) {
  const auto* found =
      std::lower_bound(std::begin(table), std::end(table), key,
                       [](const Explained& entry, std::string_view wanted) { return entry.key < wanted; });
  return found != std::end(table) && found->key == key ? found->text : std::string_view{};
}

// The first digit says what is to be done, the second what it is about.
std::string explain_digits(std::string_view code) {
  constexpr std::array<std::string_view, 5> outcomes = {"begun, another reply will follow", "done",
                                                        "good so far, another command is wanted",
                                                        "not done, may succeed later", "not done"};
  constexpr std::array<std::string_view, 6> subjects = {"syntax",         "information", "connections",
                                                        "authentication", "unspecified", "the file system"};
  const auto outcome = static_cast<std::size_t>(code[0] - '1'), subject = static_cast<std::size_t>(code[1] - '0');
  if (outcome >= outcomes.size() || subject >= subjects.size()) return {};
  return std::string{outcomes[outcome]}.append("; about ").append(subjects[subject]) + " (RFC 959 section 4.2)";
}

bool ends_a_reply(std::string_view line) {
  const bool code = line.size() >= 3 && line.find_first_not_of("0123456789") >= 3;
  return code && (line.size() == 3 || line[3] == ' ');
}

// RFC 775's names, for what RFC 1123 section 4.1.3.1 says of old servers.
std::string explain_command(std::string_view verb) {
  if (verb.size() > 2 && verb[0] == 'X' && verb.ends_with('D'))
    return std::string{find(explained_verbs, verb.substr(1))};
  return std::string{find(explained_verbs, verb)};
}

}  // namespace

std::string explain_line(Wire direction, std::string_view line) {
  if (direction == Wire::sent) return explain_command(line.substr(0, line.find(' ')));
  if (!ends_a_reply(line)) return {};
  const auto code = line.substr(0, 3);
  const auto known = find(explained_codes, code);
  return known.empty() ? explain_digits(code) : std::string{known};
}

}  // namespace plainsock::ftp
