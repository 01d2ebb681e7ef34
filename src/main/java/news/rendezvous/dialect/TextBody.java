package news.rendezvous.dialect;

/** Reads bodies of plain text. */
final class TextBody {

  private TextBody() {}

  static Body read(String value, References references, boolean untitled) {
    TextLines lines = new TextLines(value);
    BodyReader reader = new BodyReader(references, value);
    reader.read(lines.all());
    // References may be pictures, which a text has no place for.
    return new Body(
        reader.refers() ? lines.html() : null,
        lines.text(),
        untitled ? reader.title() : null,
        reader.publisher(),
        reader.authors(),
        references.all(),
        null);
  }
}
