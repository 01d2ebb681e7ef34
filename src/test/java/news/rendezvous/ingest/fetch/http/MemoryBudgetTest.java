package news.rendezvous.ingest.fetch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private final MemoryBudget room = new MemoryBudget(100);
  private final List<String> wentOn = new ArrayList<>();

  private boolean grow(MemoryBudget.DocumentReservation place, long bytes, String name) {
    return place.grow(bytes, () -> wentOn.add(name));
  }

  @Test
  void delaysAReservationOverTheLimit() {
    MemoryBudget.DocumentReservation first = room.reserve();
    MemoryBudget.DocumentReservation second = room.reserve();
    assertThat(grow(first, 60, "first")).isTrue();
    assertThat(grow(second, 40, "second")).isTrue();

    assertThat(grow(second, 1, "second")).isFalse();
    assertThat(wentOn).isEmpty();
    assertThat(second.waited()).isPositive();
    assertThat(first.waited()).isZero();

    first.close();

    assertThat(wentOn).containsExactly("second");
  }

  @Test
  void admitsTheOldestIfAllWait() {
    MemoryBudget.DocumentReservation eldest = room.reserve();
    MemoryBudget.DocumentReservation younger = room.reserve();
    grow(younger, 50, "younger");
    grow(eldest, 50, "eldest");
    assertThat(grow(younger, 10, "younger")).isFalse();

    assertThat(grow(eldest, 10, "eldest")).isFalse();

    assertThat(wentOn).containsExactly("eldest");
    grow(eldest, 10, "eldest");
    assertThat(wentOn).containsExactly("eldest", "eldest");

    eldest.close();

    assertThat(wentOn).containsExactly("eldest", "eldest", "younger");
  }

  @Test
  void admitsASingleDocumentOverTheLimit() {
    MemoryBudget.DocumentReservation alone = room.reserve();

    assertThat(grow(alone, 150, "alone")).isFalse();

    assertThat(wentOn).containsExactly("alone");
  }

  @Test
  void removesAClosedReservationFromTheQueue() {
    MemoryBudget.DocumentReservation first = room.reserve();
    MemoryBudget.DocumentReservation second = room.reserve();
    grow(first, 100, "first");
    grow(second, 10, "second");

    second.close();
    first.close();

    assertThat(wentOn).isEmpty();
    assertThat(grow(room.reserve(), 100, "third")).isTrue();
  }

  @Test
  void reservesNothingAfterClose() {
    MemoryBudget.DocumentReservation left = room.reserve();
    left.close();

    assertThat(grow(left, 100, "left")).isTrue();
    assertThat(grow(room.reserve(), 100, "other")).isTrue();
  }

  @Test
  void ignoresReservationsWithoutBytes() {
    MemoryBudget.DocumentReservation nothing = room.reserve();
    assertThat(grow(nothing, 0, "nothing")).isTrue();

    assertThat(grow(room.reserve(), 101, "long")).isFalse();
    assertThat(wentOn).containsExactly("long");
  }

  @Test
  void releasesBytesOnce() {
    MemoryBudget.DocumentReservation twice = room.reserve();
    grow(twice, 10, "twice");
    twice.close();
    twice.close();
    MemoryBudget.DocumentReservation other = room.reserve();
    grow(other, 100, "other");

    assertThat(grow(room.reserve(), 1, "late")).isFalse();
    assertThat(wentOn).isEmpty();
  }
}
