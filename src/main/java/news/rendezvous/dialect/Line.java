package news.rendezvous.dialect;

/** A line of a body as a reader sees it: a paragraph, or a part of one between line breaks. */
interface Line {

  /** Its text, on one line. */
  String text();

  /** Its text, if it may end with a byline; else perhaps nothing. */
  String ending();

  /** Whether nothing in it is to be read. */
  boolean isBlank();

  /** Whether it shows a picture, film or player. */
  boolean showsMedia();

  /** Whether it is the caption of a picture, whose credits are not the story's. */
  boolean isCaption();

  /** Whether a paragraph ends with it. */
  boolean endsParagraph();

  /** Whether its text or an address in it may be one of a reference. */
  boolean mayRefer();

  /**
   * Takes the references in it, and leaves those within a sentence in their places.
   *
   * @return the references that the line consists of; none where it says anything else
   */
  Consists take(References references);

  /** What a line consists of. */
  enum Consists {
    /** Of words, or of nothing. */
    WORDS,
    /** Of references, so that it leaves. */
    REFERENCES,
    /** Of references, the last of which lacks the title behind its dash. */
    UNTITLED_REFERENCE
  }

  /** Takes it out, except what it shows, and leaves the places of the references taken in it. */
  void remove();

  /** Takes the first characters of its text out. */
  void removeStart(int length);
}
