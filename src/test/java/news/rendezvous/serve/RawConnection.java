package news.rendezvous.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection of which every byte counts. */
public final class RawConnection implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

  private static final Pattern DATE = Pattern.compile("(?<=\r\nDate: )[^\r]+");

  private final Socket socket;
  private final InputStream in;
  private String date = "";

  public RawConnection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  /** Sends bytes in one piece. */
  public void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next answer, a character a byte; without its date, which is another each second. */
  public String receive() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.write(next);
    }
    String told = head.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(told);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    Matcher dated = DATE.matcher(told);
    date = dated.find() ? dated.group() : "";
    return dated.replaceFirst("") + new String(body, StandardCharsets.ISO_8859_1);
  }

  /** The date of the answer that came last; empty where it had none. */
  public String date() {
    return date;
  }

  public String ask(String request) throws IOException {
    send(request);
    return receive();
  }

  /** Whether the server has closed it and sent nothing more. */
  public boolean isClosed() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
