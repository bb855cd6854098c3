// What works on any bytes: visible text, line end conversion, patterns, commands.
#include <string>

#include "fuzz.hpp"
#include "plainsock/ftp/ascii.hpp"
#include "plainsock/ftp/command.hpp"
#include "plainsock/ftp/glob.hpp"
#include "plainsock/visible.hpp"

namespace {

using namespace plainsock::ftp;

void check_visible(std::string_view bytes) {
  const std::string line = plainsock::visible_line(bytes), text = plainsock::visible(bytes);
  require(plainsock::visible_line(line) == line && plainsock::visible(text) == text);
  for (char c : line + loggable(bytes)) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
}

void check_round_trip(std::string_view file, std::size_t piece) {
  std::string network(file.size() * 2, '\0');
  network.resize(lf_to_crlf(file, network.data()));
  CrlfToLf converter;
  std::string back;
  for (std::size_t at = 0; at < network.size(); at += piece) {
    std::string part = "?" + network.substr(at, piece);
    part.resize(converter.convert(std::string_view(part).substr(1), part.data()));
    back += part;
  }
  char last = '\0';
  require(back.append(&last, converter.finish(&last)) == file);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FuzzInput input(data, size);
  check_visible(input.bytes);
  check_round_trip(input.bytes, input.choice % 16u + 1u);
  const std::size_t cut = input.bytes.size() * input.choice / 256;
  Glob(input.bytes.substr(0, cut)).matches(input.bytes.substr(cut));
  require(Glob("*").matches(input.bytes));
  return 0;
}
