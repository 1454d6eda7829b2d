Hello, ${name}!
%{ for one in items ~}
- ${one}
%{ endfor ~}
