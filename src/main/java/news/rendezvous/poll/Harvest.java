package news.rendezvous.poll;

import java.time.Duration;
import java.util.List;
import news.rendezvous.fetch.Fetched.Transfer;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.normalize.DocumentNormalizer;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.poll.PollState.Memory;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch of a source comes to.
 *
 * @param outcome how it ended
 * @param error what went wrong, in words; null after a success
 * @param retryAfter how long the server asked to be left alone
 * @param transfer what it cost
 * @param memory what the next poll is to know
 * @param crop what the document brought; null when none was read
 */
record Harvest(
    Outcome outcome,
    @Nullable String error,
    @Nullable Duration retryAfter,
    Transfer transfer,
    Memory memory,
    @Nullable Crop crop) {

  /**
   * What a document brought.
   *
   * @param feed the document
   * @param news its entries that are new or changed
   * @param edition the source's edition
   * @param normalizer of this document's entries
   */
  record Crop(
      Parsed.Feed feed, List<ParsedEntry> news, String edition, DocumentNormalizer normalizer) {

    Crop {
      news = List.copyOf(news);
    }
  }

  static Harvest success(Outcome outcome, Transfer transfer, Memory memory, @Nullable Crop crop) {
    return new Harvest(outcome, null, null, transfer, memory, crop);
  }

  int changed() {
    return crop == null ? 0 : crop.news().size();
  }
}
