package news.rendezvous.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Validators;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.poll.PollState.Plan;
import org.junit.jupiter.api.Test;

class PollStateTest {

  private static final PollState STATE =
      new PollState(
              new Memory(new Validators("\"v\"", null), "hash", new byte[8], 1, null, null, null),
              new Health(Outcome.OK, null, 0, null),
              new Plan(Instant.EPOCH, Instant.EPOCH, "why", null),
              "en",
              null)
          .sentThrough("entries-1/items-1");

  @Test
  void isAllTrueWhileTheTopicsAreTheSame() {
    assertThat(STATE.under("entries-1/items-1")).isSameAs(STATE);
  }

  @Test
  void sendsAllAgainWhereTheItemsAreGone() {
    PollState now = STATE.under("entries-1/items-2");

    assertThat(now.memory().validators()).isEqualTo(Validators.NONE);
    assertThat(now.memory().bodyHash()).isNull();
    assertThat(now.memory().seen()).isNull(); // as before the first poll
    assertThat(now.edition()).isEqualTo("en");
    assertThat(now.health()).isEqualTo(STATE.health());
    assertThat(now.plan()).isEqualTo(STATE.plan());
  }

  @Test
  void sendsAllAgainWhereTheEntriesAreGone() {
    PollState now = STATE.under("entries-2/items-1");

    assertThat(now.memory().validators()).isEqualTo(Validators.NONE);
    assertThat(now.memory().seen()).isEmpty(); // not the first poll: its stories stand already
  }

  @Test
  void sendsAllAgainWhereItDoesNotSayWhatItWasSentThrough() {
    PollState now = STATE.sentThrough(null).under("entries-1/items-1");

    assertThat(now.memory().seen()).isEmpty();
    assertThat(now.generation()).isEqualTo("entries-1/items-1");
  }
}
