package news.rendezvous.launch;

import jakarta.validation.Constraint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Evaluates the constraints of Jakarta Validation that the mapping interfaces declare. Hibernate
 * Validator would do, but builds metadata of all interfaces first, which took an eighth of the CPU
 * time of a start.
 */
final class DeclaredBounds {

  private DeclaredBounds() {}

  /** The required forms that a value does not have, such as {@code must be at least 1}. */
  static Stream<String> violations(ConfigKey key, Object value) {
    return Stream.concat(
            Stream.of(key.method().getAnnotations()),
            ofArguments(key.method().getAnnotatedReturnType()))
        .filter(declared -> declared.annotationType().isAnnotationPresent(Constraint.class))
        .flatMap(constraint -> violation(constraint, value).stream());
  }

  // Those of the values of an Optional or a List.
  private static Stream<Annotation> ofArguments(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType generic
        ? Stream.of(generic.getAnnotatedActualTypeArguments())
            .flatMap(
                argument ->
                    Stream.concat(Stream.of(argument.getAnnotations()), ofArguments(argument)))
        : Stream.empty();
  }

  private static Optional<String> violation(Annotation constraint, Object value) {
    if (constraint instanceof Min min) {
      return unless(number(value) >= min.value(), "must be at least " + min.value());
    }
    if (constraint instanceof Max max) {
      return unless(number(value) <= max.value(), "must be at most " + max.value());
    }
    if (constraint instanceof Positive) {
      return unless(number(value) > 0, "must be at least 1");
    }
    if (constraint instanceof PositiveOrZero) {
      return unless(number(value) >= 0, "must be at least 0");
    }
    if (constraint instanceof DurationMin min) {
      Duration least = bound(min);
      return unless(((Duration) value).compareTo(least) >= 0, "must be at least " + text(least));
    }
    if (constraint instanceof DurationMax max) {
      Duration most = bound(max);
      return unless(((Duration) value).compareTo(most) <= 0, "must be at most " + text(most));
    }
    if (constraint instanceof Pattern pattern) {
      return unless(value.toString().matches(pattern.regexp()), pattern.message());
    }
    throw new IllegalStateException("no evaluator of " + constraint);
  }

  private static Optional<String> unless(boolean satisfied, String form) {
    return satisfied ? Optional.empty() : Optional.of(form);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Duration bound(DurationMin min) {
    return Duration.ofDays(min.days())
        .plusHours(min.hours())
        .plusMinutes(min.minutes())
        .plusSeconds(min.seconds())
        .plusMillis(min.millis())
        .plusNanos(min.nanos());
  }

  private static Duration bound(DurationMax max) {
    return Duration.ofDays(max.days())
        .plusHours(max.hours())
        .plusMinutes(max.minutes())
        .plusSeconds(max.seconds())
        .plusMillis(max.millis())
        .plusNanos(max.nanos());
  }

  /** In the largest unit that it has. */
  private static String text(Duration bound) {
    if (bound.toDays() > 0) {
      return bound.toDays() + "d";
    }
    if (bound.toMinutes() > 0) {
      return bound.toMinutes() + "m";
    }
    return bound.toSeconds() > 0 || bound.isZero()
        ? bound.toSeconds() + "s"
        : bound.toMillis() + "ms";
  }
}
