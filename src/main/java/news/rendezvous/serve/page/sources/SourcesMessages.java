package news.rendezvous.serve.page.sources;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import news.rendezvous.source.PollOutcome;

/**
 * Texts of the pages of sources in English, and the keys of the translations, which are in {@code
 * messages/sources_<language>.properties}. The scripts of the page fill slots as {@code %name%}.
 */
@MessageBundle(value = "sources", locale = "en")
interface SourcesMessages {

  // ---- Both pages

  @Message("Sources")
  String title();

  @Message("Next poll")
  String nextHeading();

  @Message("due now")
  String dueNow();

  @Message("never")
  String never();

  @Message("none yet")
  String none();

  @Message("just now")
  String justNow();

  @Message(
      "{amount} {#switch unit}{#case SECOND}s{#case MINUTE}min{#case HOUR}h{#case DAY}d{/switch}"
          + " ago")
  String ago(long amount, RelativeTime.Unit unit);

  @Message(
      "in {amount} {#switch unit}{#case SECOND}s{#case MINUTE}min{#case HOUR}h{#case"
          + " DAY}d{/switch}")
  String ahead(long amount, RelativeTime.Unit unit);

  @Message(
      "{amount} {#switch unit}{#case SECOND}s{#case MINUTE}min{#case HOUR}h{#case DAY}d{/switch}")
  String span(long amount, RelativeTime.Unit unit);

  @Message(
      "{#switch label}{#case FAILING}Failing{#case GONE}Gone{#case WAITING}Not polled yet{#case"
          + " ACTIVE}Active{#case DISABLED}Paused{/switch}")
  String state(StatusLabel label);

  @Message(
      "{#if polls.total == 0}No poll yet{#else}Last polls, {polls.total}: {polls.changed} with new"
          + " stories, {polls.unchanged} without, {polls.failed} failed{/if}")
  String strip(PollStrip polls);

  // ---- All sources

  @Message("Name of a source")
  String nameOf();

  @Message("State")
  String stateOf();

  @Message("Show")
  String show();

  @Message("All states")
  String allStates();

  @Message("No source matches.")
  String noMatch();

  @Message("All sources")
  String all();

  @Message("{#if number == 1}1 source{#else}{number} sources{/if}")
  String total(int number);

  @Message(
      "{number} {#switch label}{#case FAILING}failing{#case GONE}gone{#case WAITING}not polled"
          + " yet{#case ACTIVE}active{#case DISABLED}paused{/switch}")
  String counted(long number, StatusLabel label);

  @Message("{#if number == 1}1 poll due now{#else}{number} polls due now{/if}")
  String due(long number);

  @Message("next poll")
  String nextPoll();

  @Message(
      "{#if found == 1}1 source{#else}{found} sources{/if}, sorted by {sources:column(column)},"
          + " {#if direction == 'ascending'}ascending{#else}descending{/if}{#if pages > 1}, page"
          + " {page} of {pages}{/if}")
  String caption(int found, Sorting.Column column, String direction, int page, int pages);

  @Message(
      "{#switch column}{#case STATE}State{#case NAME}Source{#case SUCCESS}Last success{#case"
          + " LATENCY}Latency{#case STORIES}Stories a day{#case NEXT}Next poll{/switch}")
  String column(Sorting.Column column);

  @Message("/day")
  String perDay();

  @Message("Last 48 polls")
  String lastPolls();

  @Message("Commands")
  String commands();

  @Message("Previous sources")
  String previous();

  @Message("More sources")
  String more();

  @Message("Page {number} of {count}")
  String pageOf(int number, int count);

  @Message("new stories")
  String legendChanged();

  @Message("nothing new")
  String legendUnchanged();

  @Message("failed")
  String legendFailed();

  // ---- One source

  @Message("Last error:")
  String lastError();

  @Message("Warning:")
  String warning();

  @Message("Home page")
  String homePage();

  @Message("Polling")
  String polling();

  @Message("Last poll")
  String lastPoll();

  @Message("Last success")
  String lastSuccess();

  @Message("Latency (median)")
  String latency();

  @Message("Stories a day")
  String storiesPerDay();

  @Message("Its own interval")
  String interval();

  @Message("Host asks for a pause until")
  String paused();

  @Message("Failures in a row")
  String failuresInRow();

  @Message("Document")
  String document();

  @Message("Entries")
  String entries();

  @Message("Validators")
  String validators();

  @Message("none: each poll transfers the whole document")
  String noValidators();

  @Message("Permanent redirect")
  String redirect();

  @Message("to {host}, {#if times == 1}once{#else}{times} times{/if}")
  String redirected(String host, int times);

  @Message("since")
  String since();

  @Message("News by push")
  String push();

  @Message(
      "{#switch state}{#case active}active{#case pending}requested{#case failing}the hub does not"
          + " answer{#case refused}the hub refuses{#case denied}the hub denies it{#case silent}the"
          + " hub delivers nothing{#case own}a hub of this service{#else}ended{/switch}")
  String pushState(String state);

  @Message("last push")
  String lastPush();

  @Message("Older pages to read")
  String olderPages();

  @Message("Language")
  String language();

  @Message("Edition")
  String edition();

  @Message("References")
  String references();

  @Message("{resolved} resolved, {unresolved} not")
  String referenceCounts(int resolved, int unresolved);

  @Message("Defined by the configuration, which restores it at each start")
  String configured();

  @Message("Address of the feed")
  String address();

  @Message("Errors")
  String errors();

  @Message("None of the last polls failed.")
  String noErrors();

  @Message("{#if number == 1}1 poll{#else}{number} polls{/if}")
  String failedPolls(int number);

  @Message("from")
  String from();

  @Message("until")
  String until();

  @Message("still")
  String ongoing();

  @Message("Duplicates")
  String sharing();

  @Message("Stories held")
  String held();

  @Message("Brought first")
  String first();

  @Message("Given: others carried them too")
  String given();

  @Message("Taken: others were first")
  String taken();

  @Message("Shared most with")
  String sharedWith();

  @Message("{given} given, {taken} taken")
  String partner(int given, int taken);

  @Message("Newest stories")
  String newest();

  @Message("All its stories")
  String allStories();

  @Message("None of its stories is held.")
  String noStories();

  @Message("Its feeds here")
  String feeds();

  @Message("Last polls, the newest first")
  String pollTable();

  @Message("Time")
  String time();

  @Message("Result")
  String result();

  @Message("Status")
  String status();

  @Message("Took")
  String took();

  @Message("New or changed")
  String changed();

  @Message("Reason")
  String reason();

  @Message("This source has not been polled yet.")
  String noPolls();

  @Message(
      "{#switch label}{#case OK}read{#case NOT_MODIFIED}not modified{#case EMPTY}empty{#case"
          + " HTTP_ERROR}HTTP error{#case GONE}gone (410){#case UNEXPECTED_304}unexpected 304{#case"
          + " THROTTLED}throttled{#case DNS_ERROR}host not found{#case CONNECT_TIMEOUT}no"
          + " connection in time{#case CONNECT_ERROR}connection refused{#case TLS_TIMEOUT}no TLS"
          + " handshake in time{#case TLS_ERROR}TLS error{#case TIMEOUT}no answer in time{#case"
          + " TOO_LARGE}too large{#case TRUNCATED}cut off{#case BAD_ENCODING}bad encoding{#case"
          + " REDIRECT_LIMIT}too many redirects{#case ADDRESS_BLOCKED}address refused{#case"
          + " DOWNGRADE_BLOCKED}redirect to http refused{#case SCHEME_BLOCKED}scheme refused{#case"
          + " NOT_A_FEED}not a feed{#case BLOCKED}blocked by a firewall{#case DTD_REJECTED}DTD"
          + " rejected{#case LIMIT}beyond the parser's limits{#case CREDENTIALS_UNREADABLE}credentials"
          + " unreadable{#else}{label.label}{/switch}")
  String outcome(PollOutcome label);

  /** A failed poll, before its error, which is in English and names the status. */
  @Message("{sources:outcome(label)}:")
  String failure(PollOutcome label, Integer status);

  /** The reason of a poll's time: in English it is the text of the API. */
  @Message("{why.text}")
  String reasonOf(SourceModel.Reason why);

  // ---- Console

  @Message("Administration")
  String console();

  @Message("Manage")
  String enterToken();

  @Message("Add source")
  String addSource();

  @Message("Import OPML")
  String importOpml();

  @Message("Export OPML")
  String exportOpml();

  @Message("Forget token")
  String forget();

  @Message("Close")
  String close();

  @Message("Cancel")
  String cancel();

  @Message("Token of the administration")
  String tokenTitle();

  @Message("Token")
  String token();

  @Message(
      "It is in data/admin-token with the embedded broker, else what RENDEZVOUS_ADMIN_TOKEN says."
          + " An OIDC access token with the role admin works too. This tab keeps it until it is"
          + " closed.")
  String tokenHint();

  @Message("Continue")
  String unlock();

  @Message("Add a source")
  String addTitle();

  @Message("Edit %name%")
  String editTitle();

  @Message("Address of the feed")
  String url();

  @Message("Address of a feed or of a site")
  String addUrl();

  @Message("Several feeds were found there. Choose one:")
  String choose();

  @Message("Add this address without looking")
  String anyway();

  @Message("More settings")
  String moreSettings();

  @Message("Title")
  String sourceTitle();

  @Message("in place of the feed's own")
  String titleHint();

  @Message("Id")
  String id();

  @Message("A-Z a-z 0-9 . _ -; made from the title where empty")
  String idHint();

  @Message("Interval")
  String pollInterval();

  @Message("ISO 8601, such as PT15M; empty: by the rhythm of its stories")
  String intervalHint();

  @Message("such as zh-CN, for a feed that gives none")
  String languageHint();

  @Message("Time zone")
  String zone();

  @Message("such as Asia/Shanghai, for dates without one")
  String zoneHint();

  @Message("stories are compared within it; empty: by the language")
  String editionHint();

  @Message("Base of references")
  String linksBase();

  @Message("base URL of relative getUrls references")
  String linksBaseHint();

  @Message("Older pages")
  String backfill();

  @Message("to read after the first poll")
  String backfillHint();

  @Message("Request headers")
  String headers();

  @Message("one a line, such as X-Key: value")
  String headersHint();

  @Message("Authorization")
  String authorization();

  @Message("sent to the feed's own origin only, and never shown again")
  String authorizationHint();

  @Message("None")
  String authNone();

  @Message("Keep as it is")
  String authKeep();

  @Message("User and password")
  String authBasic();

  @Message("Bearer token")
  String authBearer();

  @Message("User")
  String user();

  @Message("Password")
  String password();

  @Message("Add")
  String add();

  @Message("Save")
  String save();

  @Message("Poll now")
  String poll();

  @Message("Pause")
  String pause();

  @Message("Resume")
  String resume();

  @Message("Edit")
  String edit();

  @Message("Delete")
  String deleteCommand();

  @Message("Delete this source?")
  String deleteTitle();

  @Message(
      "It is polled no more, and its settings and its history of polls are removed. Its stories"
          + " stay until they expire.")
  String deleteHint();

  @Message("Import OPML")
  String opmlTitle();

  @Message("OPML file")
  String opmlFile();

  @Message(
      "Sources that exist are left as they are. Once the file is sent, the import goes on though"
          + " this page is closed; new sources are in the table as not polled yet.")
  String opmlHint();

  @Message("Import")
  String importCommand();

  @Message("Refused")
  String refusedFeeds();

  @Message("The service does not answer. Try again.")
  String unreachable();

  @Message("The service refused this with status %status%.")
  String refused();

  @Message("Not refreshed since %time%: the service does not answer.")
  String stale();

  @Message("Enter the token.")
  String tokenMissing();

  @Message("This is no token: it has spaces or other characters that no token has.")
  String tokenForm();

  @Message("The service does not accept this token.")
  String tokenWrong();

  @Message(
      "The service does not accept the token any more: it has expired or was replaced. Enter a"
          + " valid one, for OpenID Connect a new access token from your provider. Nothing that"
          + " you typed is lost.")
  String tokenExpired();

  @Message(
      "Set it in the environment of the service, restart the service, and enter the same token"
          + " here.")
  String tokenUnset();

  @Message("The token is forgotten.")
  String forgotten();

  @Message("%name% was added, and is being polled.")
  String added();

  @Message("%name% was saved.")
  String saved();

  @Message("%name% is paused.")
  String pausedNow();

  @Message("%name% is polled again.")
  String resumedNow();

  @Message("%name% was deleted.")
  String deleted();

  @Message("%name%: %outcome%. %entries% entries, %changed% new or changed, %took_ms% ms.")
  String polled();

  @Message("%name%: %outcome%. %reason%")
  String pollFailed();

  @Message("%name%: another replica polls it within a second.")
  String polledElsewhere();

  @Message("Line %line% is no header: write a name, a colon and a value.")
  String headerForm();

  @Message("Reading %name%…")
  String reading();

  @Message("Added %done% of %total%…")
  String adding();

  @Message("Polled %polled% of %total% for the first time, %failing% failing…")
  String pollingFirst();

  @Message("The sources are in %file%.")
  String exported();

  @Message("%added% added, %existing% existed already, %refused% refused.")
  String imported();

  @Message(
      "The connection broke. The service goes on with the import: the table shows what it adds.")
  String importGoesOn();

  // ---- Problems: the detail is English, and is shown alone where the reader reads English

  @Message("%detail%")
  String problem();

  @Message("%detail%")
  String problemUrlExists();

  @Message("%detail%")
  String problemIdExists();

  @Message("%detail%")
  String problemUnfitSource();

  @Message(
      "The credentials are for the former address only. Enter them again, or choose that there are"
          + " none.")
  String problemAuthorization();

  @Message("%detail%")
  String problemFetchFailed();

  @Message("%detail%")
  String problemMissing();

  @Message("%detail%")
  String problemUnavailable();

  @Message("%detail%")
  String problemUnreadable();

  @Message("%detail%")
  String problemTooLarge();

  @Message("The service does not accept this token.")
  String problemUnauthorized();

  @Message("This token has not the role admin.")
  String problemForbidden();

  @Message(
      "Too many tokens that are wrong or cannot be checked came from this address. Try again in %after% s.")
  String problemThrottled();

  @Message("Choose a file.")
  String noFile();

  @Message("No feed was found there.")
  String choiceMissing();
}
