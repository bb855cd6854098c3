// A value or the reason why there is none.
#pragma once

#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

namespace plainsock {

template <class T>
concept ErrorCodeEnum = std::is_error_code_enum_v<T>;

namespace detail {

// Holds either of the two. For a T that is copied like bytes: plain members, which an optimiser takes apart; the
// error in its parts, because a default std::error_code would cost a call on every success.
template <class T>
class ValueOrError {
 public:
  explicit ValueOrError(T value) noexcept : value_(value), has_value_(true) {}
  explicit ValueOrError(std::error_code error) noexcept : category_(&error.category()), code_(error.value()) {}
  bool has_value() const noexcept { return has_value_; }
  std::error_code error() const noexcept { return {code_, *category_}; }
  T& value() noexcept { return value_; }
  const T& value() const noexcept { return value_; }

 private:
  T value_{};
  const std::error_category* category_ = nullptr;
  int code_ = 0;
  bool has_value_ = false;
};

template <class T>
requires(!std::is_trivially_copyable_v<T> || !std::is_default_constructible_v<T>) class ValueOrError<T> {
 public:
  explicit ValueOrError(T value) noexcept : state_(std::in_place_index<0>, std::move(value)) {}
  explicit ValueOrError(std::error_code error) noexcept : state_(std::in_place_index<1>, error) {}
  bool has_value() const noexcept { return state_.index() == 0; }
  std::error_code error() const noexcept { return *std::get_if<1>(&state_); }
  T& value() noexcept { return *std::get_if<0>(&state_); }
  const T& value() const noexcept { return *std::get_if<0>(&state_); }

 private:
  std::variant<T, std::error_code> state_;
};

}  // namespace detail

// What a socket operation returns: a T, or the std::error_code that says why not. The part of C++23's std::expected
// that this library uses. Sockets report, protocols throw: value() turns the report into an exception.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) noexcept : state_(std::move(value)) {}
  Result(std::error_code error) noexcept : state_(error) {}
  template <ErrorCodeEnum Error>
  Result(Error error) noexcept : Result(make_error_code(error)) {}

  bool has_value() const noexcept { return state_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  // The error, or a default std::error_code (which is false) when there is a value.
  std::error_code error() const noexcept { return has_value() ? std::error_code{} : state_.error(); }

  // Access without a check; undefined when there is no value.
  T& operator*() & noexcept { return state_.value(); }
  const T& operator*() const& noexcept { return state_.value(); }
  T operator*() && noexcept { return std::move(state_.value()); }
  T* operator->() noexcept { return &state_.value(); }
  const T* operator->() const noexcept { return &state_.value(); }

  // The value, or a std::system_error whose what() is "context: cause" ("cause" alone without a context). Of a
  // temporary it comes as a copy of its own, so that `for (auto& a : resolve(...).value())` is sound.
  T& value(const char* context = nullptr) & { return check(context), **this; }
  const T& value(const char* context = nullptr) const& { return check(context), **this; }
  T value(const char* context = nullptr) && { return check(context), std::move(**this); }
  T value_or(T other) && { return has_value() ? std::move(**this) : std::move(other); }

 private:
  void check(const char* context) const {
    if (has_value()) return;
    if (context) throw std::system_error(error(), context);
    throw std::system_error(error());
  }

  detail::ValueOrError<T> state_;
};

// Success, or the reason for failure.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() noexcept = default;
  Result(std::error_code error) noexcept : category_(&error.category()), code_(error.value()) {}
  template <ErrorCodeEnum Error>
  Result(Error error) noexcept : Result(make_error_code(error)) {}

  bool has_value() const noexcept { return code_ == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  std::error_code error() const noexcept {
    return has_value() ? std::error_code{} : std::error_code{code_, *category_};
  }

  void value(const char* context = nullptr) const {
    if (!has_value()) throw context ? std::system_error(error(), context) : std::system_error(error());
  }

 private:
  const std::error_category* category_ = nullptr;
  int code_ = 0;
};

}  // namespace plainsock
