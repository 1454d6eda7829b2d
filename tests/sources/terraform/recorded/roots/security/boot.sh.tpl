#!/bin/sh
port=${port}
%{ for name in names ~}
echo ${upper(name)}
%{ endfor ~}
