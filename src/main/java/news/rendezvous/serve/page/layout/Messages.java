package news.rendezvous.serve.page.layout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * Texts of the pages in English, and the keys of the translations, which are in {@code
 * messages/msg_<language>.properties}.
 */
@MessageBundle(value = "msg", locale = "en")
interface Messages {

  // ---- Whole page

  @Message("en")
  String language();

  @Message("d MMM uuuu, HH:mm 'UTC'")
  String timePattern();

  @Message("EEEE d MMMM uuuu")
  String datePattern();

  @Message("Skip to content")
  String skip();

  @Message("Pages")
  String pages();

  @Message("Stories")
  String stories();

  @Message("Sources")
  String sources();

  @Message("Theme")
  String theme();

  @Message("Auto")
  String themeAuto();

  @Message("Light")
  String themeLight();

  @Message("Dark")
  String themeDark();

  @Message("Density")
  String density();

  @Message("Compact")
  String densityCompact();

  @Message("Cards")
  String densityCards();

  @Message("All feeds as OPML")
  String allFeeds();

  @Message("All stories")
  String allStories();

  // ---- Keys

  @Message("Keyboard shortcuts")
  String keys();

  @Message("next story")
  String keyNext();

  @Message("previous story")
  String keyPrevious();

  @Message("open the story")
  String keyOpen();

  @Message("mark as read or unread")
  String keyRead();

  @Message("open at the publisher")
  String keyPublisher();

  @Message("show new stories")
  String keyNew();

  @Message("search")
  String keySearch();

  @Message("this help")
  String keyHelp();

  @Message("Use these keys")
  String keysOn();

  @Message("Close")
  String close();

  // ---- Search and filters

  @Message("Search")
  String search();

  @Message("Search the stories")
  String searchStories();

  @Message("Filters")
  String filters();

  @Message("Source")
  String source();

  @Message("All sources")
  String allSources();

  @Message("id of a source")
  String sourceId();

  @Message("Tag")
  String tag();

  @Message("Language")
  String storyLanguage();

  @Message("such as en or zh")
  String languageExample();

  @Message("Apply")
  String apply();

  @Message("Chosen")
  String chosen();

  @Message("Remove:")
  String remove();

  @Message("with")
  String filterWith();

  @Message("from")
  String filterFrom();

  @Message("tagged")
  String filterTagged();

  @Message("in")
  String filterIn();

  @Message("since")
  String filterSince();

  @Message("until")
  String filterUntil();

  // ---- Saved views

  @Message("Views")
  String views();

  @Message("Save as a view")
  String saveView();

  @Message("Edit view")
  String editView();

  @Message("Delete view")
  String deleteView();

  @Message("Delete this view?")
  String deleteViewTitle();

  @Message("Its feeds, its stream and its page are gone for all subscribers. The stories stay.")
  String deleteViewHint();

  @Message("Description")
  String viewDescription();

  @Message("Search")
  String viewQuery();

  @Message("Tags")
  String viewTags();

  @Message("Languages")
  String viewLanguages();

  @Message("part of its address: A-Z a-z 0-9 . _ -")
  String viewIdHint();

  @Message("ids, with commas between them")
  String viewListHint();

  @Message("There is a view with this id. Choose another one.")
  String viewExists();

  // ---- Lists of stories

  @Message("Found stories")
  String foundStories();

  @Message("Newest stories")
  String newestStories();

  @Message("Older stories")
  String olderStories();

  @Message("Subscribe")
  String subscribe();

  @Message("All stories.")
  String subscribeAll();

  @Message("Stories")
  String subscribeFound();

  @Message("Address of the feed")
  String feedAddress();

  @Message("Copy")
  String copy();

  @Message("Copied")
  String copied();

  @Message(
      "Paste the address into any feed reader. It is RSS, which every reader takes; Atom and JSON Feed have the same stories:")
  String subscribeFormats();

  @Message(
      "This is a feed. Copy its address into a feed reader, which shows its stories as they come:")
  String feedForReaders();

  @Message("The same stories in each format:")
  String feedFormats();

  @Message("The page of these stories, with search and live updates")
  String feedOnPage();

  @Message("The address as a QR code")
  String qrCode();

  @Message("changed")
  String changed();

  @Message("Also in")
  String alsoIn();

  @Message("{count} sources")
  String sourceCount(int count);

  @Message("leads to another site")
  String leaves();

  @Message("Related")
  String related();

  @Message("Untitled story")
  String untitled();

  @Message("No story matches. A story must contain all of the words.")
  String noMatch();

  @Message("No story has arrived yet.")
  String noStory();

  @Message("The sources page shows the time of the next poll.")
  String nextPollShown();

  @Message("Reading pane")
  String readingPane();

  @Message("Open as a page")
  String openPage();

  @Message("Mark all as read")
  String readAll();

  @Message("Export what I have read")
  String readExport();

  @Message(
      "There is no source yet. Add one with the token of the administration, by default in data/admin-token:")
  String noSource();

  @Message(
      "Or start the service with RENDEZVOUS_DEMO=true in its environment: it then brings a sample upstream and subscribes to it.")
  String startDemo();

  // ---- One story

  @Message("Read it at the publisher")
  String readAtPublisher();

  @Message("Copy link")
  String copyLink();

  @Message("Newer and older story")
  String neighbours();

  @Message("Newer")
  String newerStory();

  @Message("Older")
  String olderStory();

  @Message("Files")
  String files();

  @Message("Referred to by")
  String referredToBy();

  @Message("its stories")
  String itsStories();

  @Message("and {count} more")
  String andNumberMore(int count);

  @Message("Tags:")
  String tags();

  @Message("Revision {number}, first seen")
  String revision(int number);

  @Message("as JSON")
  String asJson();

  @Message("audio")
  String kindAudio();

  @Message("video")
  String kindVideo();

  @Message("image")
  String kindImage();

  @Message("file")
  String kindFile();

  // ---- References and problems

  @Message("References")
  String references();

  @Message("read it here")
  String readHere();

  @Message("This reference is not resolved yet. The service retries it.")
  String unresolved();

  @Message("Unknown references:")
  String unknownReferences();

  @Message("Story")
  String referenceStory();

  @Message("Picture")
  String referenceImage();

  @Message("Audio or video")
  String referenceMedia();

  @Message("The story itself")
  String referenceSelf();

  @Message("Unresolved")
  String referenceUnresolved();

  // ---- Scripts

  @Message("Live")
  String live();

  @Message("Reconnecting")
  String reconnecting();

  @Message("Offline")
  String offline();

  @Message("Checked every minute: #")
  String polling();

  @Message("Insert live: on")
  String insertOn();

  @Message("Insert live: off")
  String insertOff();

  @Message("This story was withdrawn.")
  String withdrawn();

  @Message("New since #")
  String newSince();

  @Message("# new story")
  String newStoriesOne();

  @Message("# new stories")
  String newStoriesOther();

  @Message("# changed story")
  String changedStoriesOne();

  @Message("# changed stories")
  String changedStoriesOther();
}
