package news.rendezvous.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP/1.1 connection for tests that compare bytes. */
public final class RawConnection implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

  private static final Pattern DATE = Pattern.compile("(?<=\r\nDate: )[^\r]+");

  private final Socket socket;
  private final InputStream in;
  private String date = "";

  public RawConnection(URI server) throws IOException {
    this(new Socket(server.getHost(), server.getPort()));
  }

  /** A connection from a local address, such as 127.0.0.2. */
  public RawConnection(URI server, String client) throws IOException {
    this(new Socket(server.getHost(), server.getPort(), InetAddress.getByName(client), 0));
  }

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  /** Sends bytes in one piece. */
  public void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next response in ISO 8859-1 without the value of its date. */
  public String receive() throws IOException {
    return receive(true);
  }

  private String receive(boolean withBody) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.write(next);
    }
    String fields = head.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(fields);
    byte[] body = in.readNBytes(withBody && length.find() ? Integer.parseInt(length.group(1)) : 0);
    Matcher dated = DATE.matcher(fields);
    date = dated.find() ? dated.group() : "";
    return dated.replaceFirst("") + new String(body, StandardCharsets.ISO_8859_1);
  }

  /** The date of the last response; empty where it had none. */
  public String date() {
    return date;
  }

  public String ask(String request) throws IOException {
    send(request);
    return receive(!request.startsWith("HEAD ")); // RFC 9110 section 9.3.2
  }

  /** Has the server closed it without sending more? */
  public boolean isClosed() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
