package news.rendezvous.view.saved;

import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceConstraints;

/**
 * Validation of a saved view, the same for the API and the configuration. Each method returns the
 * expected form with an example, or nothing for a valid value. {@link
 * news.rendezvous.view.FilterConstraints} has those of its selection.
 */
public final class SavedViewConstraints {

  private static final int MAX_DESCRIPTION = 4_000;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private SavedViewConstraints() {}

  public static Optional<String> id(String id) {
    return Source.isId(id)
        ? Optional.empty()
        : Optional.of("must be 1 to 128 of A-Z a-z 0-9 . _ -, but not . or .., such as harbour");
  }

  public static Optional<String> title(String title) {
    return SourceConstraints.title(title);
  }

  public static Optional<String> description(String description) {
    return !description.isBlank()
            && description.length() <= MAX_DESCRIPTION
            && !CONTROL.matcher(description).find()
        ? Optional.empty()
        : Optional.of(
            "must be 1 to %d characters without control characters, such as Ships and tides"
                .formatted(MAX_DESCRIPTION));
  }
}
